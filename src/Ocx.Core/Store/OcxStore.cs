using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>
/// <c>$OCX_HOME</c> on disk (contract: package, chapter 4). A path below packages/ or layers/ appears by one rename, complete and
/// verified, and never changes afterwards.
/// </summary>
public sealed class OcxStore : IDisposable
{
    /// <param name="home">Absolute.</param>
    /// <param name="observer">Told of what the lease has to wait for.</param>
    /// <param name="tags">Absolute path of the local index; null: in the store.</param>
    public OcxStore(string home, IEngineObserver? observer = null, string? tags = null)
    {
        Home = home;
        TagsDirectory = tags ?? Path.Combine(home, "tags");
        Leases = new StoreLeases(Path.Combine(home, "leases"), home);
        Lease = new StoreLease(Leases, home, observer);
        Blobs = new BlobStore(Path.Combine(home, "blobs"), Lease);
        Staging = new StagingArea(TemporaryDirectory);
        Links = new InstallLinks(Path.Combine(home, "symlinks"));
        Projects = new ProjectLedger(Path.Combine(home, "projects"), home);
    }

    public string Home { get; }

    /// <summary>Those of all processes.</summary>
    public StoreLeases Leases { get; }

    /// <summary>What whoever uses this store relies on, until it is disposed.</summary>
    public StoreLease Lease { get; }

    /// <summary>Manifests, indexes and config blobs.</summary>
    public BlobStore Blobs { get; }

    public StagingArea Staging { get; }

    public InstallLinks Links { get; }

    public ProjectLedger Projects { get; }

    public string TemporaryDirectory => Path.Combine(Home, "temp");

    /// <summary>Packages that are tried before they are published, each in a directory with a lock of the same name beside it.</summary>
    public string TestsDirectory => Path.Combine(TemporaryDirectory, "test");

    /// <summary>What tags meant when they were last looked up.</summary>
    public string TagsDirectory { get; }

    /// <summary>The repository is no part of the path: equal packages of one registry share a directory.</summary>
    public string PackagePath(string registry, Digest digest) => ContentShard.PathOf(Path.Combine(Home, "packages"), registry, digest);

    public string LayerPath(string registry, Digest digest) => ContentShard.PathOf(Path.Combine(Home, "layers"), registry, digest);

    public void Dispose() => Lease.Dispose();
}
