using System.Text.Json.Serialization;

namespace Ocx.Core.Oci;

/// <summary>An OCI image index: one entry per platform (contract: package, 1.3).</summary>
public sealed record ImageIndex(
    [property: JsonPropertyOrder(0), JsonRequired] int SchemaVersion,
    [property: JsonPropertyOrder(1)] string? MediaType,
    [property: JsonPropertyOrder(2), JsonRequired] IReadOnlyList<Descriptor> Manifests,
    [property: JsonPropertyOrder(3)] string? ArtifactType = null,
    [property: JsonPropertyOrder(4)] IReadOnlyDictionary<string, string>? Annotations = null)
{
    public static ImageIndex Empty { get; } = new(2, MediaTypes.ImageIndex, [], MediaTypes.Package);

    public byte[] ToBytes() => OciJson.Write(this, OciJson.Types.ImageIndex);

    /// <exception cref="Diagnostics.OcxException">OCX2008: not an index.</exception>
    public static ImageIndex Parse(ReadOnlySpan<byte> json, string source)
    {
        var index = OciJson.Read(json, OciJson.Types.ImageIndex, source, forbidden: "layers");
        foreach (var entry in index.Manifests)
        {
            OciJson.Check(entry, source);
        }

        return index.SchemaVersion != 2 ? throw OciJson.Invalid(source, "schemaVersion must be 2")
            : index.MediaType is null || MediaTypes.IsIndex(index.MediaType) ? index
            : throw OciJson.Invalid(source, "it is read as an index, and its mediaType says that it is something else");
    }

    /// <summary>
    /// This index with one platform's entry put in: an entry of the same wire platform goes. Entries are in the order of their platforms, so that
    /// publishing the same packages gives the same index whoever comes first; those of no platform follow as they stood.
    /// </summary>
    public ImageIndex With(Descriptor entry) => this with
    {
        Manifests = [.. Manifests.Where(existing => !IsReplaced(existing, entry)).Append(entry).OrderBy(Place, StringComparer.Ordinal)],
        ArtifactType = ArtifactType ?? MediaTypes.Package,
    };

    /// <summary>This index with annotations added or replaced; in the order of their keys, as any order means the same.</summary>
    public ImageIndex With(IReadOnlyDictionary<string, string> annotations) => annotations.Count == 0 ? this : this with
    {
        Annotations = new SortedDictionary<string, string>(
            (Annotations ?? new Dictionary<string, string>()).Where(existing => !annotations.ContainsKey(existing.Key)).Concat(annotations).ToDictionary(),
            StringComparer.Ordinal),
    };

    /// <summary>An entry without platform means any platform, as the explicit <c>any</c> does; unless it says that it is something else, such as an attestation.</summary>
    private static bool IsReplaced(Descriptor existing, Descriptor entry) =>
        Equals(existing.Platform, entry.Platform) || (existing is { Platform: null, ArtifactType: null } && Platform.From(entry.Platform) is { IsAny: true });

    private static string Place(Descriptor entry) =>
        (entry.Platform is null ? null : Platform.From(entry.Platform))?.ToString() ?? "\uffff";
}
