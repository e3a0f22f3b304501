using Ocx.Core.Collection;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Collection;

[TestClass]
public sealed class PurgeTests
{
    [TestMethod]
    public async Task A_package_goes_with_what_only_it_needs()
    {
        using var store = new SyntheticStore();
        var (shared, only, needed) = (store.Layer("shared"), store.Layer("only"), store.Package("needed", store.Blob("{}")));
        var (package, other) = (store.Package("package", shared, only, needed), store.Package("other", shared));
        store.Link(other);
        var orphan = store.Package("orphan");

        var gone = (await PurgeAsync(store, package)).Entries.Select(entry => entry.Path).ToList();

        Assert.AreSequenceEqual(new[] { package, only, needed, store.Blob("{}") }.Order(StringComparer.Ordinal), gone);
        Assert.IsTrue(Directory.Exists(shared) && Directory.Exists(orphan));
    }

    [TestMethod]
    public async Task Links_projects_and_other_processes_keep_it()
    {
        using var store = new SyntheticStore();
        var (linked, locked, used) = (store.Package("linked"), store.Package("locked"), store.Package("used"));
        var needed = store.Package("needed");
        store.Package("user", needed);
        store.Link(linked);
        store.Link(store.Package("user"), "2");
        store.Project("project", "locked");
        using var process = new OcxStore(store.Home);
        await process.Lease.HoldAsync([used], CancellationToken.None);

        Assert.IsEmpty((await PurgeAsync(store, linked, locked, used, needed, store.Files["nowhere"])).Entries);
    }

    [TestMethod]
    public async Task The_own_lease_does_not()
    {
        using var store = new SyntheticStore();
        var package = store.Package("package");
        await store.Store.Lease.HoldAsync([package], CancellationToken.None);

        Assert.AreEqual(package, (await PurgeAsync(store, package)).Entries.Single().Path);
    }

    private static Task<CollectionResult> PurgeAsync(SyntheticStore store, params string[] packages) =>
        new Collector(store.Store, store.Observer).PurgeAsync(packages, CancellationToken.None);
}
