using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Packages;

/// <summary>Reads <c>metadata.json</c> of every era and checks its structure; unknown members are ignored.</summary>
public static class MetadataReader
{
    private const int MaximumDependencies = 256;

    /// <param name="source">The file or blob, for messages.</param>
    /// <exception cref="OcxException">OCX3009.</exception>
    public static Metadata Parse(ReadOnlyMemory<byte> json, string source)
    {
        var document = new JsonSource(source, json);
        try
        {
            using var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 64 });
            return Read(new JsonNodeReader(parsed.RootElement, null, document));
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            var place = exception is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? document.LocationOf(line, column)
                : document.LocationOfDuplicate();
            throw new OcxException(
                StoreErrors.MetadataInvalid, $"The metadata is not valid JSON: {JsonFault.Reason(exception)}.", place, StoreErrors.MetadataInvalid.Remedy, exception);
        }
    }

    private static Metadata Read(JsonNodeReader root)
    {
        if (root.Member("type")?.Text() != "bundle" || root.Member("version")?.Integer(0, int.MaxValue) != 1)
        {
            var wrong = root.Member("type") switch
            {
                null => root,
                { } type when type.Text() != "bundle" => type,
                _ => root.Member("version") ?? root,
            };
            throw wrong.Invalid("\"type\": \"bundle\" and \"version\": 1 are required; another type or version needs a newer ocx");
        }

        var metadata = new Metadata(
            (byte?)root.Member("strip_components")?.Integer(0, byte.MaxValue),
            [.. root.Items("env").Select(VariableReader.Read)],
            [.. root.Items("dependencies").Select(DependencyReader.Read)],
            EntrypointReader.Read(root.Member("entrypoints")),
            root.Member("binaries") is { } binaries ? BinaryNames.Read(binaries) : null,
            IntegrationReader.Read(root.Member("integrations")));

        if (metadata.Dependencies.Count > MaximumDependencies)
        {
            throw root.Required("dependencies").Items().ElementAt(MaximumDependencies).Invalid($"more than {MaximumDependencies} dependencies");
        }

        var repositories = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < metadata.Dependencies.Count; i++)
        {
            if (!repositories.Add(metadata.Dependencies[i].Identifier.RepositoryName))
            {
                throw root.Required("dependencies").Items().ElementAt(i).Invalid(
                    $"the dependency {metadata.Dependencies[i].Identifier.RepositoryName} is declared twice");
            }
        }

        return metadata;
    }
}
