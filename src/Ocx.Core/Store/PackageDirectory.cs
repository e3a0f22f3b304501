namespace Ocx.Core.Store;

/// <summary>The parts of a package on disk, below its root or, while it is being made, below its staging directory.</summary>
public sealed record PackageDirectory(string Root)
{
    public string Content => Path.Combine(Root, "content");

    /// <summary>Launchers; absent when the package declares no entry point.</summary>
    public string Entrypoints => Path.Combine(Root, "entrypoints");

    public string MetadataFile => Path.Combine(Root, "metadata.json");

    public string ManifestFile => Path.Combine(Root, "manifest.json");

    public string ResolveFile => Path.Combine(Root, "resolve.json");

    public string InstallFile => Path.Combine(Root, "install.json");

    public string DigestFile => Path.Combine(Root, "digest");

    public string References(ReferenceKind kind) => Path.Combine(Root, "refs", kind.ToString().ToLowerInvariant());

    /// <summary>Published whole by one rename, so the presence of its parts is its completeness.</summary>
    public bool IsInstalled => File.Exists(InstallFile) && File.Exists(ResolveFile) && File.Exists(MetadataFile) && Directory.Exists(Content);
}
