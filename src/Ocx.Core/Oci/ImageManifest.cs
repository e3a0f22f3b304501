using System.Text.Json.Serialization;

namespace Ocx.Core.Oci;

/// <summary>An OCI image manifest; its compact JSON is byte-exact because its digest is its identity (contract: package, 1.2).</summary>
public sealed record ImageManifest(
    [property: JsonPropertyOrder(0), JsonRequired] int SchemaVersion,
    [property: JsonPropertyOrder(1)] string? MediaType,
    [property: JsonPropertyOrder(2), JsonRequired] Descriptor Config,
    [property: JsonPropertyOrder(3), JsonRequired] IReadOnlyList<Descriptor> Layers,
    [property: JsonPropertyOrder(4)] Descriptor? Subject = null,
    [property: JsonPropertyOrder(5)] string? ArtifactType = null,
    [property: JsonPropertyOrder(6)] IReadOnlyDictionary<string, string>? Annotations = null)
{
    /// <summary>Largest manifest or index read from anywhere, in bytes.</summary>
    public const int MaximumSize = 32 * 1024 * 1024;

    public static ImageManifest OfPackage(Descriptor config, IReadOnlyList<Descriptor> layers) =>
        new(2, MediaTypes.ImageManifest, config, layers, ArtifactType: MediaTypes.Package);

    public byte[] ToBytes() => OciJson.Write(this, OciJson.Types.ImageManifest);

    /// <summary>For people to read in the store: indented.</summary>
    public byte[] ToFileBytes() => OciJson.Write(this, OciJson.Readable.ImageManifest);

    /// <exception cref="Diagnostics.OcxException">OCX2008: not a manifest.</exception>
    public static ImageManifest Parse(ReadOnlySpan<byte> json, string source)
    {
        var manifest = OciJson.Read(json, OciJson.Types.ImageManifest, source, forbidden: "manifests");
        foreach (var descriptor in (IEnumerable<Descriptor>)[manifest.Config, .. manifest.Layers, .. manifest.Subject is null ? [] : new[] { manifest.Subject }])
        {
            OciJson.Check(descriptor, source);
        }

        return manifest.SchemaVersion != 2 ? throw OciJson.Invalid(source, "schemaVersion must be 2")
            : manifest.MediaType is null || MediaTypes.IsManifest(manifest.MediaType) ? manifest
            : throw OciJson.Invalid(source, "it is read as a manifest, and its mediaType says that it is something else");
    }
}
