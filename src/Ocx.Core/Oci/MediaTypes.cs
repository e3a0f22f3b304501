namespace Ocx.Core.Oci;

/// <summary>The media and artifact types on the wire (contract: package, 1.1).</summary>
public static class MediaTypes
{
    public const string ImageManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string ImageIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Artifact type of a package's manifest and index.</summary>
    public const string Package = "application/vnd.sh.ocx.package.v1";
    public const string PackageConfig = "application/vnd.sh.ocx.package.v1+json";

    public const string LayerTarGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string LayerTarXz = "application/vnd.oci.image.layer.v1.tar+xz";
    public const string LayerTarZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>Artifact type of what a repository says of itself.</summary>
    public const string Description = "application/vnd.sh.ocx.description.v1";
    public const string Markdown = "application/markdown";
    public const string Png = "image/png";
    public const string Svg = "image/svg+xml";

    /// <summary>A config that says nothing: <c>{}</c>.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    public static bool IsManifest(string mediaType) => mediaType is ImageManifest or DockerManifest;

    public static bool IsIndex(string mediaType) => mediaType is ImageIndex or DockerManifestList;

    /// <summary>The layer type that a file name stands for, or null: the extension is the only statement an archive file makes.</summary>
    public static string? LayerTypeOf(string fileName) =>
        EndsWith(fileName, ".tar.gz", ".tgz") ? LayerTarGzip
        : EndsWith(fileName, ".tar.xz", ".txz") ? LayerTarXz
        : EndsWith(fileName, ".tar.zst", ".tzst", ".tar.zstd") ? LayerTarZstd
        : null;

    private static bool EndsWith(string fileName, params ReadOnlySpan<string> extensions)
    {
        foreach (var extension in extensions)
        {
            if (fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
