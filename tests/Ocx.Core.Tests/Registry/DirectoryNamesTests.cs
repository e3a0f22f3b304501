using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Registry;

/// <summary>Which identifiers the entries of somebody else's layout answer to.</summary>
[TestClass]
public sealed class DirectoryNamesTests(TestContext context)
{
    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod]
    public async Task A_tag_alone_belongs_to_the_repository_the_directory_is_called_after()
    {
        using var layout = new DirectoryLayout("protoc");
        var plain = layout.Add("31.1");
        var full = layout.Add("org/cmake:4.0", "two");
        var registry = layout.Open();

        Assert.AreEqual(plain, (await registry.GetManifestAsync("protoc", "31.1", Cancellation))!.Digest);
        Assert.AreEqual(full, await registry.FindDigestAsync("org/cmake", "4.0", Cancellation));
        Assert.IsNull(await registry.GetManifestAsync("org/cmake", "31.1", Cancellation));
        Assert.AreSequenceEqual(new[] { "org/cmake", "protoc" }, (await registry.ListRepositoriesAsync(Cancellation)).ToArray());
        Assert.AreSequenceEqual(new[] { "31.1" }, (await registry.ListTagsAsync("protoc", Cancellation)).ToArray());
    }

    [TestMethod]
    public async Task A_tag_that_moves_keeps_the_name_that_others_gave_it()
    {
        using var layout = new DirectoryLayout("protoc");
        layout.Add("31.1");
        var moved = ImageIndex.Empty.ToBytes();

        await layout.Open().PutManifestAsync("protoc", "31.1", MediaTypes.ImageIndex, moved, Cancellation);

        var entry = ImageIndex.Parse(await File.ReadAllBytesAsync(layout.IndexPath, Cancellation), "index.json").Manifests.Single();
        Assert.AreEqual("31.1", entry.Annotations!["org.opencontainers.image.ref.name"]);
        Assert.AreEqual(Digest.Sha256(moved), entry.Digest);
    }

    [TestMethod]
    public async Task What_somebody_else_has_named_stays_when_a_tag_is_put()
    {
        using var layout = new DirectoryLayout();
        layout.Add(null);
        layout.Add("not a name at all");
        layout.Add("latest");

        await layout.Open().PutManifestAsync("protoc", "1", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation);

        var names = ImageIndex.Parse(await File.ReadAllBytesAsync(layout.IndexPath, Cancellation), "index.json").Manifests
            .Select(entry => entry.Annotations?.GetValueOrDefault("org.opencontainers.image.ref.name"));
        Assert.AreSequenceEqual(new[] { null, "not a name at all", "latest", "protoc:1" }, names.ToArray());
    }

    [TestMethod]
    [DataRow("../../etc/passwd:1")]
    [DataRow("/etc/passwd:1")]
    [DataRow("a/../b:1")]
    [DataRow("tools/\u001b[31mred:1")]
    [DataRow("tools/a:\u0007")]
    [DataRow("tools/a: 1")]
    [DataRow("Tools/A:1")]
    [DataRow(":1")]
    [DataRow("tools/a:")]
    [DataRow("")]
    [DataRow("tools\\a:1")]
    public async Task A_name_that_no_identifier_has_is_not_listed(string name)
    {
        using var layout = new DirectoryLayout();
        layout.Add(name);
        layout.Add("good:1");
        var registry = layout.Open();

        Assert.AreSequenceEqual(new[] { "good" }, (await registry.ListRepositoriesAsync(Cancellation)).ToArray());
        Assert.AreSequenceEqual(new[] { "1" }, (await registry.ListTagsAsync("good", Cancellation)).ToArray());
    }

    [TestMethod]
    public async Task Ten_thousand_entries_are_read_and_written()
    {
        using var layout = new DirectoryLayout();
        var digest = layout.Add("tools/first:1");
        var index = ImageIndex.Parse(await File.ReadAllBytesAsync(layout.IndexPath, Cancellation), "index.json");
        var entries = Enumerable.Range(0, 10_000).Select(number => index.Manifests[0] with
        {
            Annotations = new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = $"tools/t{number % 100}:{number}" },
        });
        await File.WriteAllBytesAsync(layout.IndexPath, (index with { Manifests = [.. entries] }).ToBytes(), Cancellation);
        var registry = layout.Open();

        Assert.HasCount(100, await registry.ListRepositoriesAsync(Cancellation));
        Assert.HasCount(100, await registry.ListTagsAsync("tools/t7", Cancellation));
        Assert.AreEqual(digest, await registry.FindDigestAsync("tools/t99", "9999", Cancellation));

        await registry.PutManifestAsync("tools/t7", "new", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation);
        Assert.HasCount(101, await registry.ListTagsAsync("tools/t7", Cancellation));
    }
}
