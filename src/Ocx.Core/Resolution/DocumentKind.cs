using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Resolution;

/// <summary>Tells a manifest from an index by its own text, where no registry says it.</summary>
internal static class DocumentKind
{
    public static string Of(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("manifests"))
                {
                    return MediaTypes.ImageIndex;
                }
            }

            return MediaTypes.ImageManifest;
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            throw new OcxException(RegistryErrors.ManifestInvalid, $"The document {source} is not valid JSON.", innerException: exception);
        }
    }
}
