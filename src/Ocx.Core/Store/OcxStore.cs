using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>
/// <c>$OCX_HOME</c> on disk (contract: package, chapter 4). A path below packages/ or layers/ appears by one rename, complete and
/// verified, and never changes afterwards.
/// </summary>
public sealed class OcxStore
{
    /// <param name="home">Absolute.</param>
    public OcxStore(string home)
    {
        Home = home;
        Blobs = new BlobStore(Path.Combine(home, "blobs"));
        Staging = new StagingArea(Path.Combine(home, "temp"));
        Links = new InstallLinks(Path.Combine(home, "symlinks"));
        Projects = new ProjectLedger(Path.Combine(home, "projects"), home);
    }

    public string Home { get; }

    /// <summary>Manifests, indexes and config blobs.</summary>
    public BlobStore Blobs { get; }

    public StagingArea Staging { get; }

    public InstallLinks Links { get; }

    public ProjectLedger Projects { get; }

    /// <summary>What tags meant when they were last looked up.</summary>
    public string TagsDirectory => Path.Combine(Home, "tags");

    /// <summary>The repository is no part of the path: equal packages of one registry share a directory.</summary>
    public string PackagePath(string registry, Digest digest) => ContentShard.PathOf(Path.Combine(Home, "packages"), registry, digest);

    public string LayerPath(string registry, Digest digest) => ContentShard.PathOf(Path.Combine(Home, "layers"), registry, digest);
}
