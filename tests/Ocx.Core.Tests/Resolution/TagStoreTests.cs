using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;

namespace Ocx.Core.Tests.Resolution;

[TestClass]
public sealed class TagStoreTests : IDisposable
{
    private static readonly Digest One = Digest.Parse("sha256:" + new string('1', 64));
    private static readonly Digest Two = Digest.Parse("sha256:" + new string('2', 64));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [TestMethod]
    public async Task Tags_are_kept_in_the_shared_form()
    {
        var store = new TagStore(_directory.Path);
        await store.SaveAsync(Identifier.Parse("localhost:5000/org/cmake:3.28", null), One, CancellationToken.None);
        await store.SaveAsync(Identifier.Parse("localhost:5000/org/cmake", null), Two, CancellationToken.None);

        Assert.AreEqual(
            $$"""
            {
              "version": 1,
              "repository": "localhost:5000/org/cmake",
              "tags": {
                "3.28": "{{One}}",
                "latest": "{{Two}}"
              }
            }
            """,
            File.ReadAllText(_directory["localhost_5000/org/cmake.json"]));
        Assert.AreEqual(Two, store.Find(Identifier.Parse("localhost:5000/org/cmake:latest", null)));
        Assert.IsNull(store.Find(Identifier.Parse("localhost:5000/org/cmake:4", null)));
        Assert.IsNull(store.Find(Identifier.Parse("localhost:5000/org/other", null)));
    }

    [TestMethod]
    public async Task Writers_at_once_lose_nothing()
    {
        var store = new TagStore(_directory.Path);

        await Parallel.ForAsync(0, 20, async (i, token) =>
            await store.SaveAsync(Identifier.Parse($"a.b/c:{i}", null), One, token));

        Assert.HasCount(20, store.KnownTags(Identifier.Parse("a.b/c", null)));
    }

    [TestMethod]
    [DataRow("""{"version":2,"repository":"a.b/c","tags":{}}""")]
    [DataRow("""{"version":1,"repository":"a.b/d","tags":{}}""")]
    [DataRow("""{"version":1,"repository":"a.b/c","tags":{"x":"sha256:1"}}""")]
    [DataRow("""{"version":1,"repository":"a.b/c"}""")]
    [DataRow("[]")]
    [DataRow("")]
    public void A_file_that_is_not_a_list_of_tags_is_named(string content)
    {
        _directory.Write("a.b/c.json", content);

        var failure = Assert.ThrowsExactly<OcxException>(() => new TagStore(_directory.Path).Find(Identifier.Parse("a.b/c:x", null)));

        Assert.AreEqual(_directory["a.b/c.json"], failure.Location!.Value.File);
        Assert.IsNotNull(failure.NextStep);
    }
}
