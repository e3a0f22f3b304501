using System.Diagnostics;
using Ocx.Core.Collection;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Engine;

/// <summary>One store for several implementations: theirs serves us, ours holds what they expect.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class InteroperationTests : IDisposable
{
    private const string Repository = "ocx.sh/acme/tool";

    private readonly EngineFixture _fixture = new();
    private readonly ForeignStore _store;
    private readonly string _library;
    private readonly string _tool;
    private readonly string _candidate;

    public InteroperationTests()
    {
        _store = new(_fixture.Home);
        _library = _store.AddPackage("lib");
        _tool = _store.AddPackage("tool", _library);
        _candidate = _store.AddLink("acme/tool", "candidates/1", _tool);
    }

    public required TestContext TestContext { get; init; }

    private string Current => Path.Combine(_fixture.Home, "symlinks/ocx.sh/acme/tool/current");

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    public async Task A_foreign_package_is_found_and_its_programs_run()
    {
        using var engine = _fixture.Open(offline: true);
        var pinned = (await engine.FindAsync(Ids(engine, $"{Repository}@{_tool}"), null, TestContext.CancellationToken)).Single();
        var linked = (await engine.FindLinkedAsync(Ids(engine, $"{Repository}:1"), InstallLinkKind.Candidate, TestContext.CancellationToken)).Single();

        Assert.AreEqual(_store.Object("packages", _tool), pinned.Root);
        Assert.AreEqual((pinned.Root, _candidate), (linked.Root, linked.Link));
        var environment = engine.Compose([new PackageRoot(linked.Identifier, linked.Root)]).ApplyTo(new Dictionary<string, string>());
        Assert.AreEqual("lib\ntool\n", await RunAsync(environment["PATH"], "lib; tool"));
    }

    [TestMethod]
    public async Task A_foreign_package_is_installed_offline_without_a_change_to_it()
    {
        var before = Entries(_store.Object("packages", _tool));
        using var engine = _fixture.Open(offline: true);

        var installed = await engine.InstallAsync(Ids(engine, $"{Repository}@{_tool}"), null, link: false, select: false, TestContext.CancellationToken);

        Assert.AreEqual(_store.Object("packages", _tool), installed.Single().Root);
        Assert.AreEqual(before, Entries(installed.Single().Root));
        Assert.IsEmpty(_fixture.Observer.Downloads);
    }

    [TestMethod]
    public async Task A_foreign_package_is_selected_uninstalled_and_purged()
    {
        using var engine = _fixture.Open(offline: true);
        await engine.SelectAsync(Ids(engine, $"{Repository}:1"), null, TestContext.CancellationToken);
        Assert.AreEqual(_store.Object("packages", _tool), new FileInfo(Current).LinkTarget);
        Assert.HasCount(2, Directory.GetFileSystemEntries(Path.Combine(_store.Object("packages", _tool), "refs/symlinks")));

        var removed = (await engine.UninstallAsync(Ids(engine, $"{Repository}:1"), deselect: false, purge: true, TestContext.CancellationToken)).Single();
        Assert.AreEqual((_candidate, false), (removed.Links.Single().Link, removed.Purged), "it is still the current one");

        removed = (await engine.UninstallAsync(Ids(engine, $"{Repository}:1"), deselect: true, purge: true, TestContext.CancellationToken)).Single();
        Assert.IsTrue(removed.Purged);
        Assert.AreSequenceEqual(["leases"], Files(_fixture.Home).Select(path => Path.GetRelativePath(_fixture.Home, path).Split('/')[0]).Distinct());
    }

    [TestMethod]
    public async Task A_foreign_store_is_cleaned_of_what_nothing_needs()
    {
        var locked = _store.AddPackage("locked");
        _store.AddProject(_fixture.Files["project"], "acme/locked", locked);
        var deferred = _store.AddShim("acme/deferred");
        var kept = Entries(_fixture.Home);
        var orphan = _store.AddPackage("orphaned", _library);
        using var engine = _fixture.Open(offline: true);

        var cleaned = await engine.CleanAsync(new CollectionRequest(), TestContext.CancellationToken);

        Assert.IsEmpty(cleaned.Failures);
        Assert.HasCount(5, cleaned.Entries, "package, layer, config, manifest and index");
        Assert.Contains(_store.Object("packages", orphan), cleaned.Entries.Select(entry => entry.Path));
        Assert.IsTrue(Array.TrueForAll(kept.Split('\n'), Entries(_fixture.Home).Split('\n').Contains));
        var forced = await engine.CleanAsync(new CollectionRequest(Force: true), TestContext.CancellationToken);
        Assert.Contains(_store.Object("packages", locked), forced.Entries.Select(entry => entry.Path));
        Assert.IsTrue(Directory.Exists(_store.Object("packages", _library)));
        Assert.IsTrue(Directory.Exists(deferred));
    }

    [TestMethod]
    public async Task What_we_write_has_the_shared_entries_and_three_of_our_own()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/lib:1", files: ("lib.txt", "a"));
        string library;
        using (var engine = fixture.Open())
        {
            library = (await engine.InstallAsync(Ids(engine, "tools.local/lib:1"), null, false, false, TestContext.CancellationToken)).Single().Identifier.Digest!.Value.ToString();
        }

        var metadata = $$$"""{"type":"bundle","version":1,"dependencies":[{"identifier":"tools.local/lib@{{{library}}}","visibility":"public"}],"entrypoints":{"tool":{"command":"tool"}},"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""";
        await fixture.PublishAsync("tools.local/tool:1", metadata: metadata, files: ("bin/tool", "#!/bin/sh\n"));
        string root;
        using (var engine = fixture.Open())
        {
            root = (await engine.InstallAsync(Ids(engine, "tools.local/tool:1"), null, link: true, select: false, TestContext.CancellationToken)).Single().Root;
        }

        Assert.AreEqual("blobs layers leases packages symlinks tags temp", Names(fixture.Home));
        Assert.AreEqual("content digest entrypoints install.json manifest.json metadata.json refs resolve.json source", Names(root));
        Assert.AreEqual("blobs deps layers symlinks", Names(Path.Combine(root, "refs")));
        Assert.AreEqual("", Names(Path.Combine(fixture.Home, "temp")));
        foreach (var (kind, end, count) in new[] { ("deps", "content", 1), ("layers", "content", 1), ("blobs", "data", 3) })
        {
            var references = Directory.GetFileSystemEntries(Path.Combine(root, "refs", kind));
            Assert.HasCount(count, references, kind);
            foreach (var reference in references)
            {
                var target = new FileInfo(reference).LinkTarget!;
                var shard = Path.GetDirectoryName(target)!;
                Assert.IsTrue(Path.Exists(target));
                Assert.AreEqual(end, Path.GetFileName(target));
                Assert.AreEqual($"sha256_{Path.GetFileName(Path.GetDirectoryName(shard))}{Path.GetFileName(shard)}", Path.GetFileName(reference));
                Assert.AreEqual(kind switch { "layers" => "content content.mtree digest", "blobs" => "data", _ => "content digest install.json manifest.json metadata.json refs resolve.json source" }, Names(shard));
            }
        }

        Assert.HasCount(71, File.ReadAllText(Path.Combine(root, "digest")), "no line end");
        Assert.AreEqual(
            $$"""
            {
              "dependencies": [
                {
                  "identifier": "tools.local/lib@{{library}}",
                  "visibility": "public"
                }
              ]
            }
            """,
            File.ReadAllText(Path.Combine(root, "resolve.json")));
    }

    private static IReadOnlyList<Identifier> Ids(OcxEngine engine, params string[] identifiers) => [.. identifiers.Select(engine.ParseIdentifier)];

    private static string Names(string directory) =>
        string.Join(' ', Directory.GetFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    /// <summary>Paths of files and links below a directory, links with what they say.</summary>
    private static string Entries(string directory) => string.Join('\n', Files(directory)
        .Select(path => $"{Path.GetRelativePath(directory, path)} {new FileInfo(path).LinkTarget}")
        .Order(StringComparer.Ordinal));

    private static IEnumerable<string> Files(string directory) => Directory.GetFileSystemEntries(directory)
        .SelectMany(path => Directory.Exists(path) && new FileInfo(path).LinkTarget is null ? Files(path) : [path]);

    private static async Task<string> RunAsync(string path, string script)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
