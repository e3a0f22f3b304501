using Ocx.Core.Files;
using Ocx.Core.Store;
using Ocx.Core.Tests.Collection;

namespace Ocx.Core.Tests.Store;

[TestClass]
public sealed class StoreLeaseTests
{
    [TestMethod]
    public async Task A_live_lease_keeps_what_it_names_and_what_that_needs()
    {
        using var store = new SyntheticStore();
        var layer = store.Layer("layer");
        var package = store.Package("package", layer);
        using (var process = new OcxStore(store.Home))
        {
            await process.Lease.HoldAsync([package], CancellationToken.None);
            Assert.IsEmpty((await store.CleanAsync(force: true)).Entries);
        }

        Assert.HasCount(2, (await store.CleanAsync()).Entries);
        Assert.AreSequenceEqual([".collect"], Names(store));
    }

    [TestMethod]
    public async Task What_is_held_before_it_exists_stays()
    {
        using var store = new SyntheticStore();
        using var process = new OcxStore(store.Home);
        var path = process.LayerPath("ocx.sh", SyntheticStore.DigestOf("layer"));
        await process.Lease.HoldAsync([path], CancellationToken.None);
        store.Layer("layer");

        Assert.IsEmpty((await store.CleanAsync()).Entries);
    }

    [TestMethod]
    public async Task The_lease_of_a_process_that_died_keeps_nothing_and_goes()
    {
        using var store = new SyntheticStore();
        var package = store.Package("package");
        Directory.CreateDirectory(Path.Combine(store.Home, "leases"));
        var dead = Path.Combine(store.Home, "leases", "1-dead");
        File.WriteAllText(dead, $"1 using the store\n{Path.GetRelativePath(store.Home, package)}\n");

        Assert.AreSequenceEqual([package], SyntheticStore.Going(await store.CleanAsync()));
        Assert.IsFalse(File.Exists(dead));
    }

    [TestMethod]
    public async Task Many_dead_leases_are_swept_by_the_next_live_one()
    {
        using var store = new SyntheticStore();
        Directory.CreateDirectory(Path.Combine(store.Home, "leases"));
        for (var i = 0; i < 40; i++)
        {
            File.WriteAllText(Path.Combine(store.Home, "leases", $"{i}-dead"), "");
        }

        await store.Store.Lease.HoldAsync([store.Layer("layer")], CancellationToken.None);

        Assert.HasCount(2, Names(store));
    }

    [TestMethod]
    public async Task Holding_is_one_line_for_each_object_and_none_for_a_second_time()
    {
        using var store = new SyntheticStore();
        var lease = store.Store.Lease;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Hold(i % 5), CancellationToken.None)));

        Assert.HasCount(6, SharedFile.ReadAllLines(Directory.GetFiles(Path.Combine(store.Home, "leases"), "*-*").Single()));

        Task Hold(int i) => lease.HoldAsync([store.Store.LayerPath("ocx.sh", SyntheticStore.DigestOf($"{i}"))], CancellationToken.None);
    }

    [TestMethod]
    public async Task Nothing_is_held_while_a_collection_chooses_and_nothing_is_collected_while_one_holds()
    {
        using var store = new SyntheticStore();
        var layer = store.Layer("layer");
        Task holding;
        using (await store.Store.Leases.EnterAloneAsync("cleaning the store", null, CancellationToken.None))
        {
            holding = store.Store.Lease.HoldAsync([layer], CancellationToken.None);
            Assert.IsFalse(holding.IsCompleted);
        }

        await holding;
        using var process = new OcxStore(store.Home);
        Task cleaning;
        using (await store.Store.Leases.EnterAsync(null, CancellationToken.None))
        {
            cleaning = store.CleanAsync();
            Assert.IsFalse(cleaning.IsCompleted);
        }

        await cleaning;
        Assert.Contains($"process {Environment.ProcessId} (using the store)", store.Observer.Waits.Single());
        Assert.IsTrue(Directory.Exists(layer));
    }

    [TestMethod]
    public async Task A_wait_names_those_who_live_and_not_a_collection_that_died()
    {
        using var store = new SyntheticStore();
        using var process = new OcxStore(store.Home);
        await process.Lease.HoldAsync([store.Layer("layer")], CancellationToken.None);
        File.WriteAllText(Path.Combine(store.Home, "leases", ".collect"), "4242 cleaning the store\n");
        Task cleaning;
        using (await store.Store.Leases.EnterAsync(null, CancellationToken.None))
        {
            cleaning = store.CleanAsync();
            Assert.IsFalse(cleaning.IsCompleted);
        }

        await cleaning;
        Assert.AreEqual($"process {Environment.ProcessId} (using the store)", store.Observer.Waits.Single());
    }

    [TestMethod]
    public async Task A_store_that_cannot_be_written_to_stays_usable()
    {
        using var store = new SyntheticStore();
        File.WriteAllText(Path.Combine(store.Home, "leases"), "not a directory");

        await store.Store.Lease.HoldAsync([store.Layer("layer")], CancellationToken.None);

        Assert.IsNull(store.Store.Lease.Handle);
    }

    /// <summary>As when a link was made by a process that names the store differently.</summary>
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task What_is_held_over_another_way_to_the_store_stays()
    {
        using var store = new SyntheticStore();
        File.CreateSymbolicLink(store.Files["way"], store.Home);
        var package = store.Package("package", store.Layer("layer"));
        using var process = new OcxStore(store.Home);

        await process.Lease.HoldAsync([Path.Combine(store.Files["way"], Path.GetRelativePath(store.Home, package))], CancellationToken.None);

        Assert.IsEmpty((await store.CleanAsync()).Entries);
    }

    private static string[] Names(SyntheticStore store) => [.. Directory.GetFiles(Path.Combine(store.Home, "leases")).Select(path => Path.GetFileName(path))];
}
