using Ocx.Core.Collection;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Collection;

/// <summary>What a kept object keeps in turn.</summary>
[TestClass]
public sealed class EdgeTests
{
    [TestMethod]
    public async Task A_package_keeps_dependencies_layers_and_blobs()
    {
        using var store = new SyntheticStore();
        var deepest = store.Package("deepest", store.Layer("its layer"));
        var needed = store.Package("needed", deepest, store.Blob("config"));
        store.Link(store.Package("root", needed, store.Layer("layer"), store.Blob("manifest")));
        var orphans = new[] { store.Package("orphan", deepest, store.Layer("layer")), store.Layer("orphan"), store.Blob("orphan") };

        var result = await store.CleanAsync();

        Assert.AreSequenceEqual(orphans.Order(StringComparer.Ordinal), SyntheticStore.Going(result));
        Assert.IsTrue(Directory.Exists(deepest));
    }

    [TestMethod]
    public async Task An_index_stays_with_any_of_its_manifests_also_over_an_index_of_indexes()
    {
        using var store = new SyntheticStore();
        var manifest = store.Blob("""{"config":{},"layers":[]}""");
        var index = Index("""{"config":{},"layers":[]}""", "a manifest that is not here");
        string[] kept = [manifest, store.Blob(index), store.Blob(Index(index)), store.Package("root", manifest)];
        string[] gone = [store.Blob(Index("something else")), store.Blob("""{"manifests":"a config of its own kind"}"""), store.Blob("no JSON")];
        store.Link(kept[^1]);

        var result = await store.CleanAsync();

        Assert.AreSequenceEqual(gone.Order(StringComparer.Ordinal), SyntheticStore.Going(result));
        Assert.IsTrue(kept.All(Directory.Exists));

        static string Index(params string[] listed) =>
            $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', listed.Select(text => $$"""{"mediaType":"{{MediaTypes.ImageManifest}}","digest":"{{SyntheticStore.DigestOf(text)}}","size":1}"""))}}]}""";
    }

    [TestMethod]
    public async Task References_count_by_where_they_lead()
    {
        using var store = new SyntheticStore();
        var outside = Directory.CreateDirectory(store.Files["outside/content"]).FullName;
        var (relative, detour, wrongKind, root) = (store.Layer("relative"), store.Layer("detour"), store.Layer("wrong kind"), store.Package("root"));
        File.CreateSymbolicLink(store.Files["way"], store.Home);
        var references = new PackageDirectory(root).References(ReferenceKind.Layers);
        SyntheticStore.Refer(root, ReferenceKind.Layers, "sha256_1", Path.Combine(Path.GetRelativePath(references, relative), "content"));
        SyntheticStore.Refer(root, ReferenceKind.Layers, "sha256_2", Path.Combine(store.Files["way"], Path.GetRelativePath(store.Home, detour), "content"));
        SyntheticStore.Refer(root, ReferenceKind.Layers, "sha256_3", outside);
        SyntheticStore.Refer(root, ReferenceKind.Layers, "sha256_4", Path.Combine(store.Home, "layers", "nowhere", "content"));
        SyntheticStore.Refer(root, ReferenceKind.Layers, "sha256_5", "/");
        SyntheticStore.Refer(root, ReferenceKind.Blobs, "sha256_6", Path.Combine(wrongKind, "content"));
        SyntheticStore.Refer(root, ReferenceKind.Layers, ".tmp-1", Path.Combine(wrongKind, "content"));
        store.Link(root);

        var result = await store.CleanAsync();

        Assert.AreSequenceEqual([wrongKind], SyntheticStore.Going(result));
        Assert.IsEmpty(result.Failures);
        Assert.IsTrue(Directory.Exists(relative) && Directory.Exists(detour) && Directory.Exists(outside));
    }

    [TestMethod]
    public async Task A_home_that_is_reached_over_a_link_is_the_same_store()
    {
        using var store = new SyntheticStore();
        store.Link(store.Package("root", store.Package("needed", store.Layer("layer"))));
        File.CreateSymbolicLink(store.Files["way"], store.Home);

        var result = await new Collector(new OcxStore(store.Files["way"]), null).CleanAsync(new(), CancellationToken.None);

        Assert.IsEmpty(result.Entries);
    }

    [TestMethod]
    public async Task What_is_no_object_by_its_name_is_left_alone()
    {
        using var store = new SyntheticStore();
        var other = Directory.CreateDirectory(Path.Combine(store.Home, "packages", "ocx.sh", "sha256", "ab", "notes")).FullName;
        File.WriteAllText(Path.Combine(store.Home, "layers"), "a file where a directory should be");

        Assert.IsEmpty((await store.CleanAsync()).Entries);
        Assert.IsTrue(Directory.Exists(other));
    }

    [TestMethod]
    public async Task A_package_that_cannot_be_read_stays_and_is_reported_and_the_rest_goes_on()
    {
        using var store = new SyntheticStore();
        var (damaged, other) = (store.Package("damaged"), store.Package("other"));
        Directory.CreateDirectory(Path.Combine(damaged, "refs"));
        File.WriteAllText(Path.Combine(damaged, "refs", "symlinks"), "not a directory");

        var result = await store.CleanAsync();

        Assert.AreSequenceEqual([other], SyntheticStore.Going(result));
        Assert.IsTrue(Directory.Exists(damaged));
        Assert.Contains(damaged, result.Failures.Single().Message);
    }

    [TestMethod]
    public async Task What_a_package_needs_that_cannot_be_told_may_be_anything_and_so_everything_stays()
    {
        using var store = new SyntheticStore();
        var (damaged, layer) = (store.Package("damaged"), store.Layer("perhaps its layer"));
        store.Link(damaged);
        File.WriteAllText(Path.Combine(damaged, "refs", "layers"), "not a directory");
        Directory.CreateDirectory(Path.Combine(store.Home, "temp", "left"));

        var result = await store.CleanAsync();

        Assert.AreEqual(CollectedKind.Temp, result.Entries.Single().Kind);
        Assert.IsTrue(Directory.Exists(layer));
        Assert.Contains(damaged, result.Failures.Single().Message);
        Assert.Contains(damaged, store.Observer.Warnings.Single());
        var why = (await store.CleanAsync(why: true)).Entries.Single(entry => entry.Path == layer);
        Assert.AreEqual(new KeptBy(KeptReason.Unreadable, damaged), why.KeptBy.Single());
    }

    [TestMethod]
    public void Dependents_go_before_what_they_need()
    {
        using var store = new SyntheticStore();
        string[] chain = [.. Enumerable.Range(0, 20).Aggregate(Enumerable.Empty<string>(), (needed, i) => needed.Prepend(store.Package($"{i}", [.. needed.Take(1)])))];
        var circle = store.Package("circle");
        SyntheticStore.Refer(circle, ReferenceKind.Deps, "sha256_1", Path.Combine(circle, "content"));
        var objects = new StoreObjects(store.Home, new());

        var order = DeletionOrder.Of(objects.All, objects).Select(found => found.Path).ToList();

        Assert.AreSequenceEqual(chain, order.Where(path => path != circle));
        Assert.Contains(circle, order);
    }
}
