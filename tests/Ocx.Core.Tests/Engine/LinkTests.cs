using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Engine;

/// <summary>Install links, from the outside: select, deselect, uninstall, and what is found by them.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class LinkTests : IDisposable
{
    private const string Tool = "tools.local/demo/tool";

    private readonly EngineFixture _fixture = new();

    public required TestContext TestContext { get; init; }

    private string Repository => Path.Combine(_fixture.Home, "symlinks/tools.local/demo/tool");

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    public async Task Select_follows_the_candidate_and_asks_no_registry()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "old"));
        using var engine = _fixture.Open();
        var old = await InstallAsync(engine, $"{Tool}:1");
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "new"));
        var fresh = await InstallAsync(engine, $"{Tool}@{await DigestAsync(engine)}");
        Directory.Delete(_fixture.Files["registry"], recursive: true);

        var selected = (await engine.SelectAsync(Ids(engine, $"{Tool}:1"), null, TestContext.CancellationToken)).Single();

        Assert.AreNotEqual(old.Root, fresh.Root);
        Assert.AreEqual(old.Root, InstallLinks.PackageOf(Path.Combine(Repository, "current")));
        Assert.AreEqual((Path.Combine(Repository, "current"), $"{Tool}:1@{Digest(old.Root)}"), (selected.Link, selected.Identifier.ToString()));
        Assert.HasCount(2, BackReferences(old.Root));
    }

    [TestMethod]
    public async Task Select_takes_what_is_in_the_store_without_a_candidate()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        using var engine = _fixture.Open();
        var pulled = await InstallAsync(engine, $"{Tool}:1", link: false);

        await engine.SelectAsync(Ids(engine, $"{Tool}:1"), null, TestContext.CancellationToken);

        Assert.AreEqual(pulled.Root, InstallLinks.PackageOf(Path.Combine(Repository, "current")));
        Assert.IsFalse(Path.Exists(Path.Combine(Repository, "candidates")));
    }

    [TestMethod]
    public async Task Select_changes_nothing_when_one_of_several_is_missing()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        await _fixture.PublishAsync("tools.local/other:2", files: ("b", "b"));
        using var engine = _fixture.Open();
        await InstallAsync(engine, $"{Tool}:1");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.SelectAsync(Ids(engine, $"{Tool}:1", "tools.local/other:2"), null, TestContext.CancellationToken));

        Assert.AreEqual(("OCX3010", ExitCode.NotFound), (failure.Code.Id, failure.Exit));
        Assert.AreEqual("Run `ocx install --select tools.local/other:2`.", failure.NextStep);
        Assert.IsFalse(Path.Exists(Path.Combine(Repository, "current")));
        Assert.IsEmpty(_fixture.StoreEntries("packages").Where(path => File.Exists(Path.Combine(path, "b"))));
    }

    [TestMethod]
    public async Task Select_of_an_unknown_tag_of_a_host_says_what_to_do()
    {
        using var engine = _fixture.Open();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.SelectAsync(Ids(engine, "registry.invalid/tool:1"), null, TestContext.CancellationToken));

        Assert.AreEqual("OCX3010", failure.Code.Id);
    }

    [TestMethod]
    public async Task A_package_for_another_machine_is_not_selected()
    {
        await _fixture.PublishAsync($"{Tool}:1", "windows/arm64", files: ("a", "a"));
        using var engine = _fixture.Open();
        var platform = Platform.Parse("windows/arm64");
        await engine.InstallAsync(Ids(engine, $"{Tool}:1"), platform, link: true, select: true, TestContext.CancellationToken);

        var selected = await engine.SelectAsync(Ids(engine, $"{Tool}:1"), platform, TestContext.CancellationToken);

        Assert.IsNull(selected.Single().Link);
        Assert.IsEmpty(_fixture.StoreEntries("symlinks"));
        Assert.HasCount(2, _fixture.Observer.Warnings.Where(warning => warning.Contains("which this machine is not", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_digest_is_refused_before_anything_happens()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        using var engine = _fixture.Open();
        var root = (await InstallAsync(engine, $"{Tool}:1", select: true)).Root;
        var pinned = Ids(engine, $"{Tool}:1", $"{Tool}:1@{Digest(root)}");

        Func<Task>[] all =
        [
            () => engine.SelectAsync(pinned, null, TestContext.CancellationToken),
            () => engine.DeselectAsync(pinned, TestContext.CancellationToken),
            () => engine.UninstallAsync(pinned, deselect: true, purge: true, TestContext.CancellationToken),
            () => engine.FindLinkedAsync(pinned, InstallLinkKind.Candidate, TestContext.CancellationToken),
            () => engine.FindLinkedAsync(pinned, InstallLinkKind.Current, TestContext.CancellationToken),
        ];
        foreach (var refused in all)
        {
            var failure = await Assert.ThrowsExactlyAsync<OcxException>(refused);
            Assert.AreEqual(("OCX3014", ExitCode.Data), (failure.Code.Id, failure.Exit));
        }

        Assert.HasCount(2, BackReferences(root));
    }

    [TestMethod]
    public async Task Links_are_found_with_what_they_lead_to()
    {
        await _fixture.PublishAsync($"{Tool}:1", metadata: """{"type":"bundle","version":1,"env":[{"key":"T","type":"path","value":"bin","visibility":"public"}]}""", files: ("bin/a", "a"));
        using var engine = _fixture.Open();
        var installed = await InstallAsync(engine, $"{Tool}:1", select: true);

        var candidate = (await engine.FindLinkedAsync(Ids(engine, $"{Tool}:1"), InstallLinkKind.Candidate, TestContext.CancellationToken)).Single();
        var current = (await engine.FindLinkedAsync(Ids(engine, $"{Tool}:9"), InstallLinkKind.Current, TestContext.CancellationToken)).Single();

        Assert.AreEqual((installed.Root, Path.Combine(Repository, "candidates/1"), $"{Tool}:1@{Digest(installed.Root)}"), (candidate.Root, candidate.Link, candidate.Identifier.ToString()));
        Assert.AreEqual((installed.Root, Path.Combine(Repository, "current"), $"{Tool}@{Digest(installed.Root)}"), (current.Root, current.Link, current.Identifier.ToString()));
        var environment = engine.Compose([new PackageRoot(current.Identifier, current.Link!)]);
        Assert.AreEqual(Path.Combine(Repository, "current/content/bin"), environment.Entries.Single().Value);
    }

    [TestMethod]
    public async Task A_link_that_is_missing_or_broken_says_what_to_do()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        using var engine = _fixture.Open();

        Assert.AreEqual($"{Tool}:1 is not installed. | Run `ocx install {Tool}:1`.", await MissingAsync(InstallLinkKind.Candidate));
        Assert.AreEqual(
            $"No version of {Tool} is selected. | Run `ocx select {Tool}:TAG`, or `ocx install --select {Tool}:TAG`.",
            await MissingAsync(InstallLinkKind.Current));

        var root = (await InstallAsync(engine, $"{Tool}:1", select: true)).Root;
        DirectoryRemoval.Delete(root);

        Assert.AreEqual(
            $"{Tool}:1 is not installed. The package it was, {root}, is no longer in the store. | Run `ocx install {Tool}:1`.",
            await MissingAsync(InstallLinkKind.Candidate));
        Assert.Contains("is no longer in the store", await MissingAsync(InstallLinkKind.Current));
        var removed = await engine.UninstallAsync(Ids(engine, $"{Tool}:1"), deselect: true, purge: true, TestContext.CancellationToken);
        Assert.HasCount(2, removed.Single().Links);
        Assert.IsFalse(removed.Single().Purged, "it was gone before");

        async Task<string> MissingAsync(InstallLinkKind kind)
        {
            var failure = await Assert.ThrowsExactlyAsync<OcxException>(
                () => engine.FindLinkedAsync(Ids(engine, $"{Tool}:1"), kind, TestContext.CancellationToken));
            Assert.AreEqual(ExitCode.NotFound, failure.Exit);
            return $"{failure.Message} | {failure.NextStep}";
        }
    }

    [TestMethod]
    public async Task Uninstall_and_deselect_take_their_links_and_no_more()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        using var engine = _fixture.Open();
        var root = (await InstallAsync(engine, $"{Tool}:1", select: true)).Root;

        var uninstalled = await engine.UninstallAsync(Ids(engine, $"{Tool}:1", $"{Tool}:1"), false, false, TestContext.CancellationToken);
        Assert.AreSequenceEqual([1, 0], uninstalled.Select(package => package.Links.Count));
        Assert.AreEqual(Path.Combine(Repository, "current"), BackReferences(root).Single());

        Assert.HasCount(1, (await engine.DeselectAsync(Ids(engine, Tool), TestContext.CancellationToken)).Single().Links);
        Assert.IsEmpty((await engine.DeselectAsync(Ids(engine, Tool), TestContext.CancellationToken)).Single().Links);
        Assert.IsEmpty(BackReferences(root));
        Assert.IsTrue(new PackageDirectory(root).IsInstalled);
        Assert.IsEmpty(_fixture.StoreEntries("symlinks"));
    }

    [TestMethod]
    public async Task Purge_deletes_what_the_last_link_kept()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        await _fixture.PublishAsync($"{Tool}:2", files: ("b", "b"));
        using var engine = _fixture.Open();
        var first = (await InstallAsync(engine, $"{Tool}:1", select: true)).Root;
        var second = (await InstallAsync(engine, $"{Tool}:2")).Root;

        var selected = await engine.UninstallAsync(Ids(engine, $"{Tool}:1"), deselect: false, purge: true, TestContext.CancellationToken);
        Assert.IsFalse(selected.Single().Purged, "it is still the current one");
        Assert.IsTrue(new PackageDirectory(first).IsInstalled);

        var both = await engine.UninstallAsync(Ids(engine, $"{Tool}:1", $"{Tool}:2"), deselect: true, purge: true, TestContext.CancellationToken);
        Assert.AreSequenceEqual([true, true], both.Select(package => package.Purged));
        Assert.IsFalse(Directory.Exists(first) || Directory.Exists(second));
    }

    [TestMethod]
    public async Task A_tag_that_moved_moves_its_candidate_and_not_current()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "old"));
        using var engine = _fixture.Open();
        var old = (await InstallAsync(engine, $"{Tool}:1", select: true)).Root;
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "new"));
        var fresh = (await InstallAsync(engine, $"{Tool}:1@{await DigestAsync(engine)}")).Root;

        Assert.AreNotEqual(old, fresh);
        Assert.AreEqual(Path.Combine(Repository, "candidates/1"), BackReferences(fresh).Single());
        Assert.AreEqual(Path.Combine(Repository, "current"), BackReferences(old).Single());
    }

    [TestMethod]
    public async Task A_package_that_is_made_anew_keeps_its_back_references()
    {
        await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        using (var first = _fixture.Open())
        {
            await InstallAsync(first, $"{Tool}:1", select: true);
        }

        var package = new PackageDirectory(InstallLinks.PackageOf(Path.Combine(Repository, "current"))!);
        File.WriteAllText(package.InstallFile, """{"timestamp":"2026-01-01T00:00:00Z","ok":false}""");
        using var engine = _fixture.Open();
        Assert.IsFalse(package.IsInstalled);
        await Assert.ThrowsExactlyAsync<OcxException>(() => engine.FindAsync(Ids(engine, $"{Tool}:1"), null, TestContext.CancellationToken));

        await InstallAsync(engine, $"{Tool}:1", link: false);

        Assert.IsTrue(package.IsInstalled);
        Assert.HasCount(2, BackReferences(package.Root));
    }

    [TestMethod]
    public async Task A_package_says_where_it_came_from()
    {
        var pushed = await _fixture.PublishAsync($"{Tool}:1", files: ("a", "a"));
        using var engine = _fixture.Open();

        var package = new PackageDirectory((await InstallAsync(engine, $"{Tool}:1")).Root);

        Assert.AreEqual($"{Tool}@{pushed.ManifestDigest}", File.ReadAllText(package.SourceFile));
    }

    private async Task<InstalledPackage> InstallAsync(OcxEngine engine, string identifier, bool link = true, bool select = false) =>
        (await engine.InstallAsync(Ids(engine, identifier), null, link, select, TestContext.CancellationToken)).Single();

    private static Identifier[] Ids(OcxEngine engine, params string[] texts) => [.. texts.Select(engine.ParseIdentifier)];

    private static string Digest(string root) => File.ReadAllText(new PackageDirectory(root).DigestFile);

    /// <summary>What the tag means in the registry now; the tag store still has the older answer.</summary>
    private async Task<Digest> DigestAsync(OcxEngine engine)
    {
        using var remote = new OcxEngine(engine.Options with { Remote = true });
        return (await remote.InstallAsync(Ids(remote, $"{Tool}:1"), null, link: false, select: false, TestContext.CancellationToken)).Single().Identifier.Digest!.Value;
    }

    private static string[] BackReferences(string root) =>
        [.. Directory.EnumerateFileSystemEntries(new PackageDirectory(root).References(ReferenceKind.Symlinks)).Select(path => SymbolicLink.Target(path)!)];
}
