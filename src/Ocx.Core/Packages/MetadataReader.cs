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
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 64 });
            return Read(new JsonNodeReader(document.RootElement, "", source));
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            var place = exception is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? new SourceLocation(source, (int)line + 1, (int)column + 1)
                : new SourceLocation(source);
            throw new OcxException(
                StoreErrors.MetadataInvalid, $"The metadata is not valid JSON: {JsonFault.Reason(exception)}.", place, StoreErrors.MetadataInvalid.Remedy, exception);
        }
    }

    private static Metadata Read(JsonNodeReader root)
    {
        if (root.Member("type")?.Text() != "bundle" || root.Member("version")?.Integer(0, int.MaxValue) != 1)
        {
            throw root.Invalid("\"type\": \"bundle\" and \"version\": 1 are required; another type or version needs a newer ocx");
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
            throw root.Invalid($"more than {MaximumDependencies} dependencies");
        }

        if (metadata.Dependencies.GroupBy(dependency => dependency.Identifier.RepositoryName).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw root.Invalid($"the dependency {twice.Key} is declared twice");
        }

        return metadata;
    }
}
