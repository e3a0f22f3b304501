using System.Text;
using Ocx.Core.Collection;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Projects;
using Ocx.Core.Store;
using Ocx.Core.Tests.Engine;

namespace Ocx.Core.Tests.Collection;

/// <summary>A store with made-up objects, named by their digests' first words.</summary>
internal sealed class SyntheticStore : IDisposable
{
    private const string Registry = "ocx.sh";

    private readonly TemporaryDirectory _directory = new();

    public SyntheticStore()
    {
        Store = new(_directory["home"]);
        Directory.CreateDirectory(Home);
    }

    public OcxStore Store { get; }

    public RecordingObserver Observer { get; } = new();

    public TemporaryDirectory Files => _directory;

    public string Home => Store.Home;

    public static Digest DigestOf(string name) => Digest.Sha256(Encoding.UTF8.GetBytes(name));

    /// <param name="needs">Paths of packages, layers and blobs.</param>
    public string Package(string name, params string[] needs)
    {
        var root = Store.PackagePath(Registry, DigestOf(name));
        Directory.CreateDirectory(Path.Combine(root, "content"));
        foreach (var need in needs)
        {
            var (kind, end) = Path.GetRelativePath(Home, need).Split('/', '\\')[0] switch
            {
                "packages" => (ReferenceKind.Deps, "content"),
                "layers" => (ReferenceKind.Layers, "content"),
                _ => (ReferenceKind.Blobs, "data"),
            };
            Refer(root, kind, $"sha256_{Path.GetFileName(need)}", Path.Combine(need, end));
        }

        return root;
    }

    public static void Refer(string package, ReferenceKind kind, string name, string target)
    {
        var directory = Directory.CreateDirectory(new PackageDirectory(package).References(kind)).FullName;
        SymbolicLink.Replace(Path.Combine(directory, name), target, toDirectory: !target.EndsWith("data", StringComparison.Ordinal));
    }

    public string Layer(string name, string content = "")
    {
        var layer = Store.LayerPath(Registry, DigestOf(name));
        Directory.CreateDirectory(Path.Combine(layer, "content"));
        File.WriteAllText(Path.Combine(layer, "content", "file"), content);
        return layer;
    }

    public string Blob(string content)
    {
        var data = Store.Blobs.PathOf(Registry, DigestOf(content));
        Directory.CreateDirectory(Path.GetDirectoryName(data)!);
        File.WriteAllText(data, content);
        return Path.GetDirectoryName(data)!;
    }

    public string Link(string package, string tag = "1")
    {
        var link = Store.Links.Candidate(Identifier.Parse($"{Registry}/tool:{tag}", null));
        References.AddBackward(new PackageDirectory(package), link);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        SymbolicLink.Replace(link, package, toDirectory: true);
        return link;
    }

    /// <summary>A project in the ledger with a lock.</summary>
    /// <param name="packages">Names, one for each platform.</param>
    public string Project(string name, params string[] packages)
    {
        var directory = Directory.CreateDirectory(_directory[name]).FullName;
        WriteLock(directory, packages);
        Assert.IsNull(Store.Projects.Register(directory));
        return directory;
    }

    public static void WriteLock(string directory, params string[] packages)
    {
        string[] platforms = ["linux/amd64", "windows/amd64", "darwin/arm64"];
        var tool = new LockedTool(
            "default", "tool", Identifier.Parse($"{Registry}/tool", null), packages.Zip(platforms, (name, platform) => LockedPlatform.Create(Platform.Parse(platform), DigestOf(name), 2)));
        File.WriteAllBytes(Path.Combine(directory, "ocx.lock"), LockFile.Succeed(null, DigestOf("declarations"), "test", [tool], DateTimeOffset.UnixEpoch).ToBytes());
    }

    public Task<CollectionResult> CleanAsync(bool dryRun = false, bool force = false, bool why = false) =>
        new Collector(Store, Observer).CleanAsync(new(dryRun, force, why), CancellationToken.None);

    public static string[] Going(CollectionResult result) => [.. result.Entries.Where(entry => !entry.IsKept).Select(entry => entry.Path)];

    public void Dispose()
    {
        Store.Dispose();
        _directory.Dispose();
    }
}
