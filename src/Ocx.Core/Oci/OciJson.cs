using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Oci;

/// <summary>Reads and writes OCI documents; what breaks a rule is OCX2008 with the document's name.</summary>
internal static class OciJson
{
    /// <summary>Text goes out as it is: the default encoder would write the '+' of a media type as an escape and change the digest.</summary>
    public static OciJsonContext Types { get; } =
        new(new JsonSerializerOptions(OciJsonContext.Default.Options) { Encoder = PlainJsonEncoder.Instance });

    public static OciJsonContext Readable { get; } =
        new(new JsonSerializerOptions(Types.Options) { WriteIndented = true, NewLine = "\n" });

    public static byte[] Write<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);

    /// <param name="forbidden">A member whose presence makes the document two things at once (CVE-2021-41190).</param>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string source, string forbidden)
    {
        try
        {
            RefuseMember(json, forbidden, source);
            return JsonSerializer.Deserialize(json, type) ?? throw Invalid(source, "it is null");
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            throw Invalid(source, JsonFault.Reason(exception), exception);
        }
    }

    /// <param name="descriptor">An element of a list may be null, whatever its type says.</param>
    public static void Check(Descriptor? descriptor, string source)
    {
        if (descriptor is null || descriptor.MediaType.Length == 0 || descriptor.Size < 0)
        {
            throw Invalid(source, "a descriptor is null, has no media type or a negative size");
        }

        if (descriptor.Annotations?.Values.Any(value => value is null) == true)
        {
            throw Invalid(source, "an annotation is null");
        }
    }

    public static OcxException Invalid(string source, string reason, Exception? inner = null) =>
        new(RegistryErrors.ManifestInvalid, $"The document {source} is not valid: {reason.TrimEnd('.')}.", innerException: inner);

    private static void RefuseMember(ReadOnlySpan<byte> json, string forbidden, string source)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(forbidden))
            {
                throw Invalid(source, $"it has the member '{forbidden}', which this kind of document must not have");
            }
        }
    }
}
