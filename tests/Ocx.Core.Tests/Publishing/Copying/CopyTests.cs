using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Copying;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Copying;

[TestClass]
public sealed class CopyTests
{
    [TestMethod]
    public async Task Six_platforms_keep_every_digest_and_a_second_copy_sends_nothing()
    {
        await using var fixture = await SixAsync();
        var before = (await fixture.IndexAsync(CopyFixture.Tool))!;

        var first = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        Assert.AreSequenceEqual(before.ToBytes(), (await fixture.IndexAsync(fixture.Far))!.ToBytes());
        Assert.AreEqual(new BlobCounts(0, 0, 8), first.Blobs);
        Assert.AreSequenceEqual(CopyFixture.SixPlatforms, first.Platforms.Select(row => row.Platform.ToString()));
        Assert.AreSequenceEqual(before.Manifests.Select(entry => entry.Digest), first.Platforms.Select(row => row.Digest));
        Assert.IsTrue(first.Platforms.All(row => row.Disposition == PlatformDisposition.Added));
        Assert.AreSequenceEqual(before.Manifests.Select(entry => $"sha256.{entry.Digest.Hex}"), first.CanonicalTags);
        foreach (var entry in before.Manifests)
        {
            Assert.AreEqual(entry.Digest.ToString(), ContentDigest.Of(fixture.Server.Content.ManifestContent("far/tool", entry.Digest.ToString())!.Value.Span));
        }

        fixture.Server.ResetRequests();
        var second = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        Assert.IsEmpty(fixture.Writes);
        Assert.AreEqual(new BlobCounts(8, 0, 0), second.Blobs);
        Assert.IsTrue(second.Platforms.All(row => row.Disposition == PlatformDisposition.Unchanged));
        Assert.IsEmpty(second.CanonicalTags);
    }

    [TestMethod]
    public async Task From_a_server_to_a_directory_that_the_copy_makes()
    {
        await using var fixture = await SixAsync();
        await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        await fixture.CopyAsync(fixture.Far, "other.local/back/tool");

        Assert.AreSequenceEqual((await fixture.IndexAsync(CopyFixture.Tool))!.ToBytes(), (await fixture.IndexAsync("other.local/back/tool:1.2.3"))!.ToBytes());
        Assert.AreEqual(new BlobCounts(8, 0, 0), (await fixture.CopyAsync(fixture.Far, "other.local/back/tool")).Blobs);
    }

    [TestMethod]
    public async Task Within_a_server_blobs_are_mounted()
    {
        await using var fixture = await SixAsync();
        await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);
        fixture.Server.ResetRequests();

        var copied = await fixture.CopyAsync(fixture.Far, $"{fixture.Server.Host}/near/tool:2");

        Assert.AreEqual(new BlobCounts(0, 8, 0), copied.Blobs);
        Assert.AreEqual(0, fixture.Server.Requests.All.Count(request => request.Method == "GET" && request.Kind is RequestKind.Blob or RequestKind.Config));
        Assert.AreEqual(0, fixture.Writes.Where(request => request.Kind == RequestKind.Upload).Sum(request => request.BodyLength));
    }

    [TestMethod]
    public async Task Platforms_of_the_target_stay_and_the_same_one_is_replaced()
    {
        await using var fixture = await CopyFixture.StartAsync();
        var kept = await fixture.PutAsync(fixture.Far, "darwin/arm64");
        await fixture.PutAsync(fixture.Far, "linux/amd64", "old");
        var copied = await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");

        var result = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far);

        Assert.AreSequenceEqual(
            new[] { new CopiedPlatform(Platform.Parse("linux/amd64"), copied, PlatformDisposition.Replaced), new(Platform.Parse("darwin/arm64"), kept, PlatformDisposition.KeptNotInSource) },
            result.Platforms);
        Assert.AreSequenceEqual(new[] { kept, copied }, (await fixture.IndexAsync(fixture.Far))!.Manifests.Select(entry => entry.Digest));
    }

    [TestMethod]
    public async Task Only_the_platforms_that_are_named_are_copied()
    {
        await using var fixture = await SixAsync();

        var result = await fixture.CopyAsync(
            CopyFixture.Tool, fixture.Far, request => request with { Platforms = [Platform.Parse("linux/arm64"), Platform.Parse("windows/amd64")] });

        Assert.AreSequenceEqual(new[] { "linux/arm64", "windows/amd64" }, result.Platforms.Select(row => row.Platform.ToString()));
        var missing = await FailureOf(fixture, CopyFixture.Tool, fixture.Far, request => request with { Platforms = [Platform.Parse("linux/amd64")] });
        Assert.AreEqual(ExitCode.Usage, missing.Exit);
        Assert.Contains("linux/amd64+libc.musl", missing.NextStep!);
    }

    [TestMethod]
    public async Task Rolling_tags_are_those_of_the_target()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        await fixture.PutAsync(CopyFixture.Tool, "darwin/arm64");
        await fixture.PutAsync("tools.local/acme/tool:9", "linux/amd64");
        await fixture.PutAsync($"{fixture.Server.Host}/far/tool:1.3.0", "linux/amd64");

        var result = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far, request => request with { Cascade = true });

        var kinds = fixture.Server.Requests.All.Select(request => request.Kind).ToList();
        Assert.ContainsSingle(kind => kind == RequestKind.Tags, kinds, "once for both platforms");
        Assert.IsGreaterThan(kinds.LastIndexOf(RequestKind.Upload), kinds.IndexOf(RequestKind.Tags), "what others publish during the copy counts");

        // The newer version at the target is for one of the two platforms.
        Assert.AreSequenceEqual(new[] { "1.2", "1", "latest" }, result.CascadeTags);
        Assert.HasCount(1, result.CascadeStops);
        Assert.AreSequenceEqual(
            new[] { "darwin/arm64", "linux/amd64" },
            (await fixture.IndexAsync($"{fixture.Server.Host}/far/tool:1.2"))!.Manifests.Select(entry => Platform.From(entry.Platform)!.ToString()));
        Assert.HasCount(1, (await fixture.IndexAsync($"{fixture.Server.Host}/far/tool:latest"))!.Manifests);
    }

    [TestMethod]
    public async Task A_digest_is_copied_for_the_platform_that_is_named()
    {
        await using var fixture = await CopyFixture.StartAsync();
        var digest = await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        var index = Digest.Sha256((await fixture.IndexAsync(CopyFixture.Tool))!.ToBytes());
        CopyRequest ForArm(CopyRequest request) => request with { Platforms = [Platform.Parse("linux/arm64")] };

        await fixture.CopyAsync($"tools.local/acme/tool@{digest}", fixture.Far, ForArm);

        Assert.AreEqual("linux/arm64", Platform.From((await fixture.IndexAsync(fixture.Far))!.Manifests[0].Platform)!.ToString());
        Assert.AreEqual(ExitCode.Usage, (await FailureOf(fixture, $"tools.local/acme/tool@{digest}", fixture.Far)).Exit);
        Assert.AreEqual(ExitCode.Usage, (await FailureOf(fixture, $"tools.local/acme/tool@{index}", fixture.Far, ForArm)).Exit);
        Assert.AreEqual(ExitCode.Usage, (await FailureOf(fixture, CopyFixture.Tool, $"{fixture.Server.Host}/far/tool@{digest}")).Exit);
        Assert.AreEqual(ExitCode.Usage, (await FailureOf(fixture, CopyFixture.Tool, $"{fixture.Server.Host}/far/tool:__ocx.desc")).Exit);
        Assert.AreEqual(ExitCode.NotFound, (await FailureOf(fixture, "tools.local/acme/tool:none", fixture.Far)).Exit);
        Assert.ThrowsExactly<OcxException>(() => CopyRequest.TargetAt("far.example", Identifier.Parse($"tools.local/acme/tool@{digest}", null)));
        Assert.ThrowsExactly<OcxException>(() => CopyRequest.TargetAt("far/example", Identifier.Parse(CopyFixture.Tool, null)));
    }

    [TestMethod]
    public async Task A_manifest_without_an_index_is_for_any_platform()
    {
        await using var fixture = await CopyFixture.StartAsync();
        var digest = await fixture.PutAsync(CopyFixture.Tool, "any");
        var registry = fixture.Registry("tools.local");
        var document = await registry.GetManifestAsync("acme/tool", digest.ToString(), CancellationToken.None);
        await registry.PutManifestAsync("acme/tool", "bare", MediaTypes.ImageManifest, document!.Content, CancellationToken.None);

        var result = await fixture.CopyAsync("tools.local/acme/tool:bare", fixture.Far);

        Assert.AreSequenceEqual(new[] { new CopiedPlatform(Platform.Any, digest, PlatformDisposition.Added) }, result.Platforms);
    }

    [TestMethod]
    public async Task A_new_tag_takes_over_the_annotations_of_the_source()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "linux/amd64");
        var annotated = (await fixture.IndexAsync(CopyFixture.Tool))!.With(new Dictionary<string, string> { ["a"] = "source", ["b"] = "source" });
        await fixture.Registry("tools.local").PutManifestAsync("acme/tool", "1.2.3", MediaTypes.ImageIndex, annotated.ToBytes(), CancellationToken.None);
        CopyRequest Given(CopyRequest request) => request with { Annotations = new Dictionary<string, string> { ["b"] = "given" } };

        await fixture.CopyAsync(CopyFixture.Tool, fixture.Far, Given);

        Assert.AreEquivalent(new Dictionary<string, string> { ["a"] = "source", ["b"] = "given" }, (await fixture.IndexAsync(fixture.Far))!.Annotations!);

        await fixture.PutAsync($"{fixture.Server.Host}/far/tool:2", "darwin/arm64");
        await fixture.CopyAsync(CopyFixture.Tool, $"{fixture.Server.Host}/far/tool:2.0.0", request => Given(request) with { Cascade = true });

        Assert.HasCount(2, (await fixture.IndexAsync($"{fixture.Server.Host}/far/tool:2.0"))!.Annotations!);
        Assert.AreEquivalent(new Dictionary<string, string> { ["b"] = "given" }, (await fixture.IndexAsync($"{fixture.Server.Host}/far/tool:2"))!.Annotations!);
    }

    [TestMethod]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        await using var fixture = await SixAsync();
        await fixture.ReferAsync("acme/tool", (await fixture.IndexAsync(CopyFixture.Tool))!.Manifests[0].Digest, "sbom");
        CopyRequest Dry(CopyRequest request) => request with { DryRun = true, Cascade = true, Description = true };

        var plan = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far, Dry);
        var nowhere = await fixture.CopyAsync(CopyFixture.Tool, "other.local/acme/tool", Dry);

        Assert.IsEmpty(fixture.Writes);
        Assert.IsFalse(Directory.Exists(fixture.Engine.Files["other"]));
        Assert.IsTrue(plan.IsPlan);
        Assert.AreEqual(DescriptionCopy.Skipped, plan.Description);
        Assert.AreEqual(plan.Blobs, nowhere.Blobs);
        var done = await fixture.CopyAsync(CopyFixture.Tool, fixture.Far, request => request with { Cascade = true });
        Assert.AreEqual((done.Blobs, done.Referrers), (plan.Blobs, plan.Referrers));
        Assert.AreSequenceEqual(done.Platforms, plan.Platforms);
        Assert.AreSequenceEqual(done.CascadeTags, plan.CascadeTags);
        Assert.AreSequenceEqual(done.CanonicalTags, plan.CanonicalTags);
    }

    [TestMethod]
    public async Task A_description_that_cannot_be_copied_moves_no_tag()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "any");
        await fixture.PutAsync("tools.local/acme/tool:__ocx.desc", "any");

        await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.CopyAsync(CopyFixture.Tool, fixture.Far, request => request with { Description = true }));

        Assert.IsNull(await fixture.IndexAsync(fixture.Far));
    }

    [TestMethod]
    public async Task The_description_is_copied_when_asked_for()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "any");
        CopyRequest WithDescription(CopyRequest request) => request with { Description = true };
        using var engine = fixture.Engine.Open();

        Assert.IsNull((await fixture.CopyAsync(CopyFixture.Tool, fixture.Far)).Description);
        Assert.AreEqual(DescriptionCopy.Absent, (await fixture.CopyAsync(CopyFixture.Tool, fixture.Far, WithDescription)).Description);
        await engine.DescribeAsync(new(Identifier.Parse(CopyFixture.Tool, null), new("Tool")), CancellationToken.None);
        Assert.AreEqual(DescriptionCopy.Copied, (await fixture.CopyAsync(CopyFixture.Tool, fixture.Far, WithDescription)).Description);
        Assert.AreEqual("Tool", (await engine.ReadDescriptionsAsync([Identifier.Parse(fixture.Far, null)], CancellationToken.None))[0]!.Title);
    }

    [TestMethod]
    public async Task Offline_only_directories_are_copied_between()
    {
        await using var fixture = await CopyFixture.StartAsync();
        await fixture.PutAsync(CopyFixture.Tool, "any");

        await fixture.CopyAsync(CopyFixture.Tool, "other.local/acme/tool", offline: true);
        var refused = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.CopyAsync(CopyFixture.Tool, fixture.Far, offline: true));

        Assert.AreEqual(ExitCode.PolicyBlocked, refused.Exit);
        Assert.IsEmpty(fixture.Server.Requests.All);
    }

    private static async Task<CopyFixture> SixAsync()
    {
        var fixture = await CopyFixture.StartAsync();
        foreach (var platform in CopyFixture.SixPlatforms)
        {
            await fixture.PutAsync(CopyFixture.Tool, platform);
        }

        return fixture;
    }

    private static Task<OcxException> FailureOf(CopyFixture fixture, string source, string target, Func<CopyRequest, CopyRequest>? change = null) =>
        Assert.ThrowsExactlyAsync<OcxException>(() => fixture.CopyAsync(source, target, change));
}
