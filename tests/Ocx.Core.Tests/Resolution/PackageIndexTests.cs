using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Testing;

namespace Ocx.Core.Tests.Resolution;

[TestClass]
public sealed class PackageIndexTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task All_tags_are_listed_and_looked_up_without_their_content()
    {
        await using var fixture = await IndexFixture.StartAsync();
        var one = fixture.PutTag("x", "1", "a");
        var two = fixture.PutTag("x", "2", "b");
        fixture.PutTag("x", "__ocx.desc", "c");
        fixture.PutTag("x", $"sha256.{one[7..]}", "a");

        await fixture.UpdateAsync("x");

        Assert.AreSequenceEqual([("1", one), ("2", two)], Tags(fixture));
        Assert.AreEqual(2, fixture.Registry.Requests.Count(RequestKind.Manifest, "HEAD"));
        Assert.AreEqual(0, fixture.Registry.Requests.Count(RequestKind.Manifest, "GET"));
        Assert.IsEmpty(fixture.Engine.StoreEntries("blobs"));
    }

    [TestMethod]
    public async Task One_tag_is_looked_up_without_a_list_and_the_others_stay()
    {
        await using var fixture = await IndexFixture.StartAsync();
        var old = fixture.PutTag("x", "1", "old");
        fixture.PutTag("x", "2", "old");
        await fixture.UpdateAsync("x");
        fixture.PutTag("x", "1", "new");
        var two = fixture.PutTag("x", "2", "new");
        fixture.Registry.ResetRequests();

        await fixture.UpdateAsync("x:2");

        Assert.AreSequenceEqual([("1", old), ("2", two)], Tags(fixture));
        Assert.AreEqual(0, fixture.Registry.Requests.Count(RequestKind.Tags));
        Assert.AreEqual(1, fixture.Registry.Requests.Count(RequestKind.Manifest));
        Assert.IsNotEmpty(fixture.Engine.StoreEntries("blobs"), "the document of the tag");
    }

    [TestMethod]
    public async Task A_tag_that_the_registry_deleted_keeps_what_it_meant()
    {
        await using var fixture = await IndexFixture.StartAsync();
        var one = fixture.PutTag("x", "1", "a");
        var two = fixture.PutTag("x", "2", "b");
        await fixture.UpdateAsync("x");
        fixture.Registry.Content.RemoveTag("x", "1");

        await fixture.UpdateAsync("x");

        Assert.AreSequenceEqual([("1", one), ("2", two)], Tags(fixture));
    }

    [TestMethod]
    public async Task A_registry_that_tells_no_digest_is_asked_for_the_content()
    {
        await using var fixture = await IndexFixture.StartAsync();
        var one = fixture.PutTag("x", "1");
        fixture.Registry.Faults.Add(Fault.Header("Docker-Content-Digest", "md5:d41d8cd98f00b204e9800998ecf8427e"), RequestKind.Manifest);

        await fixture.UpdateAsync("x");

        Assert.AreSequenceEqual([("1", one)], Tags(fixture));
    }

    [TestMethod]
    public async Task The_first_failure_in_request_order_counts_and_the_rest_is_done()
    {
        await using var fixture = await IndexFixture.StartAsync();
        fixture.PutTag("x", "1");
        fixture.PutTag("broken", "1");
        fixture.Registry.Faults.Add(Fault.Error(403, "DENIED", "not for you"), path: "/broken/");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.UpdateAsync("missing", "broken", "x"));

        Assert.AreEqual("OCX2002", failure.Code.Id);
        Assert.Contains("missing", failure.Message);
        Assert.ContainsSingle(fixture.Engine.Observer.Warnings.Where(warning => warning.Contains("broken", StringComparison.Ordinal)));
        Assert.HasCount(1, Tags(fixture));
        Assert.IsNull(fixture.TagFileOf("broken"));
    }

    [TestMethod]
    [DataRow("x:9", "OCX2002", ExitCode.NotFound)]
    [DataRow("x:__ocx.desc", "OCX2002", ExitCode.NotFound)]
    [DataRow("nothing", "OCX2002", ExitCode.NotFound)]
    [DataRow("x@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "OCX1022", ExitCode.Usage)]
    public async Task What_cannot_be_looked_up_is_said(string package, string code, ExitCode exit)
    {
        await using var fixture = await IndexFixture.StartAsync();
        fixture.PutTag("x", "__ocx.desc");
        fixture.PutTag("x", "1");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.UpdateAsync(package));

        Assert.AreEqual((code, exit), (failure.Code.Id, failure.Exit));
        Assert.IsNotNull(failure.NextStep);
        Assert.IsNull(fixture.TagFileOf("x"));
    }

    [TestMethod]
    public async Task Many_repositories_are_refreshed_over_eight_connections()
    {
        await using var fixture = await IndexFixture.StartAsync(new TestRegistryOptions(Latency: TimeSpan.FromMilliseconds(20)));
        var names = Enumerable.Range(0, 20).Select(n => $"tools/r{n}").ToArray();
        foreach (var name in names)
        {
            for (var tag = 0; tag < 50; tag++)
            {
                fixture.PutTag(name, $"1.{tag}", $"{tag}");
            }
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await fixture.UpdateAsync(names);
        TestContext.WriteLine($"1000 tags of 20 repositories, 20 ms latency: {clock.Elapsed.TotalSeconds:0.0} s over {fixture.Registry.Connections.Most} connections.");

        Assert.IsLessThanOrEqualTo(8, fixture.Registry.Connections.Most);
        Assert.IsGreaterThan(1, fixture.Registry.Connections.Most);
        Assert.AreEqual(20, fixture.Registry.Requests.Count(RequestKind.Tags));
        Assert.AreEqual(1000, fixture.Registry.Requests.Count(RequestKind.Manifest));
        Assert.IsTrue(names.All(name => Tags(fixture, name).Count == 50));
    }

    [TestMethod]
    public async Task Questions_are_answered_from_here_or_from_the_registry_and_note_nothing()
    {
        await using var fixture = await IndexFixture.StartAsync();
        foreach (var tag in new[] { "1.0.0", "debug-1.0.0", "debug", "slim-2", "__ocx.desc" })
        {
            fixture.PutTag("x", tag);
        }

        fixture.PutTag("__ocx-only/y", "__ocx.desc");
        await fixture.UpdateAsync("x:slim-2");
        var before = fixture.TagFileOf("x");
        fixture.Registry.ResetRequests();
        using var local = fixture.Open();
        using var live = fixture.Open(remote: true);

        Assert.AreSequenceEqual(["slim-2"], (await local.Index.ListTagsAsync([fixture.Package("x")], required: true, default))[0]);
        Assert.AreSequenceEqual(["slim"], (await local.Index.ListVariantsAsync([fixture.Package("x")], default))[0]);
        Assert.AreSequenceEqual(["x"], (await local.Index.ListRepositoriesAsync([fixture.Registry.Host], default)).Select(package => package.Repository));
        Assert.IsEmpty(fixture.Registry.Requests.All);

        Assert.AreSequenceEqual(["1.0.0", "debug", "debug-1.0.0", "slim-2"], (await live.Index.ListTagsAsync([fixture.Package("x")], required: true, default))[0]);
        Assert.AreSequenceEqual(["debug"], (await live.Index.ListTagsAsync([fixture.Package("x:debug")], required: true, default))[0]);
        Assert.AreSequenceEqual(["debug", "slim"], (await live.Index.ListVariantsAsync([fixture.Package("x")], default))[0]);
        Assert.AreSequenceEqual(
            ["__ocx-only/y", "x"], (await live.Index.ListRepositoriesAsync([fixture.Registry.Host], default)).Select(package => package.Repository));
        Assert.AreEqual(before, fixture.TagFileOf("x"));
        Assert.IsNull(fixture.TagFileOf("__ocx-only/y"));
    }

    [TestMethod]
    public async Task Platforms_of_an_unknown_tag_are_looked_up_and_the_tag_is_not_noted()
    {
        await using var fixture = await IndexFixture.StartAsync();
        await fixture.Engine.PublishAsync($"{fixture.Registry.Host}/x:1", "linux/arm64", files: ("a", "b"));
        await fixture.Engine.PublishAsync($"{fixture.Registry.Host}/x:1", "linux/amd64+libc.musl", files: ("a", "b"));
        using var engine = fixture.Open();

        Assert.AreSequenceEqual(["linux/amd64+libc.musl", "linux/arm64"], (await engine.Index.ListPlatformsAsync([fixture.Package("x:1")], default))[0]);

        Assert.IsNull(fixture.TagFileOf("x"));
    }

    private static List<(string Tag, string Digest)> Tags(IndexFixture fixture, string repository = "x")
    {
        using var document = JsonDocument.Parse(fixture.TagFileOf(repository)!);
        return [.. document.RootElement.GetProperty("tags").EnumerateObject().Select(tag => (tag.Name, tag.Value.GetString()!))];
    }
}
