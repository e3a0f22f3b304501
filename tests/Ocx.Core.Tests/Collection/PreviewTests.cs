using Ocx.Core.Collection;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Collection;

/// <summary>What <c>--dry-run</c> and <c>--why</c> tell.</summary>
[TestClass]
public sealed class PreviewTests
{
    [TestMethod]
    public async Task A_dry_run_changes_nothing()
    {
        using var store = new SyntheticStore();
        store.Package("doomed", store.Layer("layer"));
        Directory.CreateDirectory(Path.Combine(store.Home, "temp", "orphan"));
        Directory.CreateDirectory(Path.Combine(store.Home, "leases"));
        File.WriteAllText(Path.Combine(store.Home, "leases", "1-dead"), "1 gone\n");
        Directory.Delete(store.Project("deleted", "a"), recursive: true);
        var before = Snapshot();

        Assert.HasCount(3, SyntheticStore.Going(await store.CleanAsync(dryRun: true)));
        Assert.HasCount(3, SyntheticStore.Going(await store.CleanAsync(why: true)));

        Assert.AreSequenceEqual(before, Snapshot());

        string[] Snapshot() =>
            [.. Directory.GetFileSystemEntries(store.Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")];
    }

    [TestMethod]
    public async Task A_file_is_freed_with_its_last_name()
    {
        using var store = new SyntheticStore();
        var (shared, own) = (store.Layer("shared", new('x', 1000)), store.Layer("own", new('y', 100)));
        var (doomed, kept) = (store.Package("doomed", shared, own), store.Package("kept", shared));
        Name(doomed, shared, "a");
        Name(doomed, own, "b");
        Name(kept, shared, "a");
        File.WriteAllText(Path.Combine(doomed, "content", "single"), "12345");
        var link = store.Link(kept);

        var with = await store.CleanAsync(dryRun: true);
        File.Delete(link);
        var without = await store.CleanAsync(dryRun: true);

        Assert.AreEqual(105, with.Entries.Sum(entry => entry.Bytes));
        Assert.AreEqual(1105, without.Entries.Sum(entry => entry.Bytes));

        static void Name(string package, string layer, string name) =>
            Assert.AreEqual(LinkOutcome.Created, Links.CreateHard(Path.Combine(package, "content", name), Path.Combine(layer, "content", "file")).Outcome);
    }

    [TestMethod]
    public async Task A_dry_run_names_the_projects_that_alone_keep_something()
    {
        using var store = new SyntheticStore();
        var layer = store.Layer("layer");
        var (one, two, linked, doomed) = (store.Package("one", layer), store.Package("two", layer), store.Package("linked"), store.Package("doomed"));
        store.Link(linked);
        var first = store.Project("first", "one", "linked");
        var second = store.Project("second", "one", "two");

        var entries = (await store.CleanAsync(dryRun: true)).Entries.ToDictionary(entry => entry.Path);

        Assert.HasCount(4, entries);
        Assert.AreSequenceEqual([first, second], entries[one].HeldBy);
        Assert.AreSequenceEqual([second], entries[two].HeldBy);
        Assert.AreSequenceEqual([first, second], entries[layer].HeldBy);
        Assert.IsFalse(entries[doomed].IsKept);
        Assert.IsNull(entries[one].Bytes);
        Assert.DoesNotContain(entry => entry.IsKept, (await store.CleanAsync(dryRun: true, force: true)).Entries);
    }

    [TestMethod]
    public async Task Every_direct_reason_is_told()
    {
        using var store = new SyntheticStore();
        var manifest = store.Blob("manifest");
        var index = store.Blob($$"""{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{SyntheticStore.DigestOf("manifest")}}","size":1}]}""");
        var needed = store.Package("needed", manifest);
        var root = store.Package("root", needed);
        var doomed = store.Package("doomed", needed);
        var link = store.Link(root);
        var project = store.Project("project", "needed", "root");
        using var process = new Ocx.Core.Store.OcxStore(store.Home);
        await process.Lease.HoldAsync([root], CancellationToken.None);

        var entries = (await store.CleanAsync(why: true)).Entries.ToDictionary(entry => entry.Path);

        Assert.AreSequenceEqual(
            [new(KeptReason.Process, $"process {Environment.ProcessId} (using the store)"), new(KeptReason.Link, link), new KeptBy(KeptReason.Project, project)],
            entries[root].KeptBy);
        Assert.AreSequenceEqual([new(KeptReason.Project, project), new KeptBy(KeptReason.Package, root)], entries[needed].KeptBy);
        Assert.AreSequenceEqual([new KeptBy(KeptReason.Package, needed)], entries[manifest].KeptBy);
        Assert.AreSequenceEqual([new KeptBy(KeptReason.Manifest, manifest)], entries[index].KeptBy);
        Assert.IsFalse(entries[doomed].IsKept);
        Assert.HasCount(5, entries);
    }
}
