using Ocx.Core.Collection;

namespace Ocx.Core.Tests.Collection;

/// <summary>What keeps a package.</summary>
[TestClass]
public sealed class RootTests
{
    [TestMethod]
    public async Task What_nothing_needs_goes()
    {
        using var store = new SyntheticStore();
        string[] all = [store.Package("p"), store.Layer("l"), store.Blob("{}")];

        var result = await store.CleanAsync();

        Assert.AreSequenceEqual(all.Order(StringComparer.Ordinal), result.Entries.Select(entry => entry.Path));
        Assert.IsTrue(result.Entries.All(entry => entry is { Kind: CollectedKind.Object, Bytes: null, IsKept: false }));
        Assert.DoesNotContain(Directory.Exists, all);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(store.Home, "temp")));
        Assert.IsEmpty((await store.CleanAsync()).Entries);
    }

    [TestMethod]
    public async Task A_store_that_is_empty_or_missing_has_nothing_to_do()
    {
        using var store = new SyntheticStore();
        Assert.IsEmpty((await store.CleanAsync()).Entries);
        Directory.Delete(store.Home, recursive: true);

        Assert.IsEmpty((await store.CleanAsync()).Entries);
        Assert.IsFalse(Directory.Exists(store.Home));
    }

    [TestMethod]
    public async Task An_install_link_keeps_its_package_as_long_as_it_exists()
    {
        using var store = new SyntheticStore();
        var (kept, gone) = (store.Package("kept"), store.Package("gone"));
        store.Link(kept, "1");
        File.Delete(store.Link(gone, "2"));

        var result = await store.CleanAsync(force: true);

        Assert.AreSequenceEqual([gone], SyntheticStore.Going(result));
        Assert.IsTrue(Directory.Exists(kept));
    }

    [TestMethod]
    public async Task Projects_keep_the_packages_of_all_their_platforms_unless_forced()
    {
        using var store = new SyntheticStore();
        string[] kept = [store.Package("linux"), store.Package("windows")];
        store.Project("project", "linux", "windows", "not here");

        Assert.IsEmpty((await store.CleanAsync()).Entries);
        Assert.AreSequenceEqual(kept.Order(StringComparer.Ordinal), SyntheticStore.Going(await store.CleanAsync(force: true)));
    }

    [TestMethod]
    public async Task The_lock_of_the_store_itself_keeps_packages_unless_forced()
    {
        using var store = new SyntheticStore();
        var package = store.Package("global");
        SyntheticStore.WriteLock(store.Home, "global");

        Assert.IsEmpty((await store.CleanAsync()).Entries);
        Assert.AreSequenceEqual([package], SyntheticStore.Going(await store.CleanAsync(force: true)));
    }

    [TestMethod]
    public async Task A_project_without_a_lock_or_a_directory_keeps_nothing_and_leaves_the_ledger()
    {
        using var store = new SyntheticStore();
        string[] packages = [store.Package("a"), store.Package("b"), store.Package("c")];
        File.Delete(Path.Combine(store.Project("unlocked", "a"), "ocx.lock"));
        Directory.Delete(store.Project("deleted", "b"), recursive: true);
        store.Project("moved", "c");
        Directory.Move(store.Files["moved"], store.Files["elsewhere"]);
        File.WriteAllText(Path.Combine(store.Home, "projects", "no-link"), "");

        Assert.HasCount(3, SyntheticStore.Going(await store.CleanAsync(dryRun: true)));
        Assert.HasCount(4, Directory.GetFileSystemEntries(Path.Combine(store.Home, "projects")), "a dry run prunes nothing");
        await store.CleanAsync();

        Assert.DoesNotContain(Directory.Exists, packages);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(store.Home, "projects")));
    }

    [TestMethod]
    public async Task A_lock_that_cannot_be_read_keeps_everything_and_is_named()
    {
        using var store = new SyntheticStore();
        var package = store.Package("a");
        var project = store.Project("damaged", "b");
        File.AppendAllText(Path.Combine(project, "ocx.lock"), "<<<<<<<\n");
        Directory.CreateDirectory(Path.Combine(store.Home, "temp", "left"));

        var result = await store.CleanAsync();

        Assert.AreEqual(CollectedKind.Temp, result.Entries.Single().Kind, "what was left behind goes all the same");
        Assert.IsEmpty(result.Failures);
        Assert.IsTrue(Directory.Exists(package));
        Assert.Contains(project, store.Observer.Warnings.Single());
        var why = (await store.CleanAsync(why: true)).Entries.Single();
        Assert.AreEqual(new KeptBy(KeptReason.Unreadable, Path.Combine(project, "ocx.lock")), why.KeptBy.Single());
        Assert.AreSequenceEqual([package], SyntheticStore.Going(await store.CleanAsync(force: true)));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_project_of_which_nobody_can_tell_keeps_everything()
    {
        using var store = new SyntheticStore();
        var package = store.Package("a");
        Directory.CreateDirectory(Path.Combine(store.Home, "projects"));
        File.CreateSymbolicLink(store.Files["loop"], store.Files["loop"]);
        var entry = Path.Combine(store.Home, "projects", "0123456789abcdef");
        File.CreateSymbolicLink(entry, store.Files["loop"]);

        Assert.AreEqual(ProjectVerdict.Unknown, LedgerEntry.Probe(entry).Verdict);
        Assert.IsEmpty((await store.CleanAsync()).Entries);
        Assert.IsTrue(Directory.Exists(package));
        Assert.IsNotNull(new FileInfo(entry).LinkTarget, "not pruned");
        Assert.Contains("loop", store.Observer.Warnings.Single());
    }

    [TestMethod]
    public async Task Entries_of_the_older_ledger_go()
    {
        using var store = new SyntheticStore();
        string[] legacy = [Path.Combine(store.Home, "projects.json"), Path.Combine(store.Home, ".projects.lock")];
        Array.ForEach(legacy, path => File.WriteAllText(path, "{}"));

        await store.CleanAsync(dryRun: true);
        Assert.IsTrue(legacy.All(File.Exists));
        await store.CleanAsync();

        Assert.DoesNotContain(File.Exists, legacy);
    }

    [TestMethod]
    public async Task A_ledger_that_is_no_directory_keeps_everything()
    {
        using var store = new SyntheticStore();
        var package = store.Package("a");
        File.WriteAllText(Path.Combine(store.Home, "projects"), "not a directory");

        var result = await store.CleanAsync();

        Assert.IsEmpty(result.Entries);
        Assert.IsTrue(Directory.Exists(package));
        Assert.Contains(Path.Combine(store.Home, "projects"), result.Failures.Single().Message);
    }
}
