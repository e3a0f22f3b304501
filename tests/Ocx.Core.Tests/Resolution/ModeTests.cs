using Ocx.Core.Diagnostics;
using Ocx.Testing;

namespace Ocx.Core.Tests.Resolution;

/// <summary>The table of modes: what is asked, what is written and how it ends, by what is known.</summary>
[TestClass]
public sealed class ModeTests
{
    private const string Default = "default";
    private const string Remote = "--remote";
    private const string Offline = "--offline";
    private const string Frozen = "--frozen";
    private const string Pinned = "--offline --remote";
    private const string OfflineFrozen = "--offline --frozen";

    /// <param name="byTag">Requests that name the tag.</param>
    /// <param name="byDigest">Requests that name a digest: index, manifest, metadata, layer.</param>
    [TestMethod]
    [DataRow(Default, true, true, 0, 0, false, 0)]
    [DataRow(Default, true, false, 0, 4, false, 0)]
    [DataRow(Default, false, true, 1, 0, true, 0)]
    [DataRow(Default, false, false, 1, 3, true, 0)]
    [DataRow(Remote, true, true, 1, 0, false, 0)]
    [DataRow(Remote, true, false, 1, 3, false, 0)]
    [DataRow(Remote, false, true, 1, 0, false, 0)]
    [DataRow(Remote, false, false, 1, 3, false, 0)]
    [DataRow(Frozen, true, true, 0, 0, false, 0)]
    [DataRow(Frozen, true, false, 0, 4, false, 0)]
    [DataRow(Frozen, false, true, 0, 0, false, 81)]
    [DataRow(Frozen, false, false, 0, 0, false, 81)]
    [DataRow(Offline, true, true, 0, 0, false, 0)]
    [DataRow(Offline, true, false, 0, 0, false, 81)]
    [DataRow(Offline, false, true, 0, 0, false, 81)]
    [DataRow(Offline, false, false, 0, 0, false, 81)]
    [DataRow(Pinned, true, true, 0, 0, false, 0)]
    [DataRow(Pinned, true, false, 0, 0, false, 81)]
    [DataRow(Pinned, false, true, 0, 0, false, 81)]
    [DataRow(Pinned, false, false, 0, 0, false, 81)]
    [DataRow(OfflineFrozen, true, true, 0, 0, false, 0)]
    [DataRow(OfflineFrozen, true, false, 0, 0, false, 81)]
    [DataRow(OfflineFrozen, false, true, 0, 0, false, 81)]
    [DataRow(OfflineFrozen, false, false, 0, 0, false, 81)]
    public async Task A_mode_decides_what_is_asked_and_what_is_noted(
        string mode, bool tagIsKnown, bool contentIsLocal, int byTag, int byDigest, bool isNoted, int exit)
    {
        await using var fixture = await IndexFixture.StartAsync();
        await fixture.Engine.PublishAsync($"{fixture.Registry.Host}/x:1", files: ("a", "b"));
        if (tagIsKnown)
        {
            await fixture.UpdateAsync("x");
        }

        if (contentIsLocal)
        {
            // By digest, so that no tag is noted.
            var top = (await ListedDigestAsync(fixture))!;
            Assert.AreEqual(0, await InstallAsync(fixture, Default, $"x@{top}"));
        }

        var tags = fixture.TagFileOf("x");
        Assert.AreEqual(tagIsKnown, tags is not null);
        var content = Content(fixture);
        fixture.Registry.ResetRequests();

        Assert.AreEqual(exit, await InstallAsync(fixture, mode, "x:1"));

        var requests = fixture.Registry.Requests.All.Where(request => request.Kind != RequestKind.Ping).ToList();
        Assert.AreEqual(byTag, requests.Count(request => request.Path.EndsWith("/manifests/1", StringComparison.Ordinal)));
        Assert.AreEqual(byDigest, requests.Count(request => request.Path.Contains("sha256:", StringComparison.Ordinal)));
        Assert.HasCount(byTag + byDigest, requests);
        Assert.AreEqual(isNoted, fixture.TagFileOf("x") != tags, "tags");
        Assert.AreEqual(exit == 0 && !contentIsLocal, !Content(fixture).SequenceEqual(content), "what was fetched is kept, and nothing else is written");
    }

    [TestMethod]
    public async Task Frozen_and_remote_contradict_each_other()
    {
        await using var fixture = await IndexFixture.StartAsync();

        var failure = Assert.ThrowsExactly<OcxException>(() => fixture.Open(remote: true, frozen: true));

        Assert.AreEqual(ExitCode.Usage, failure.Exit);
    }

    private static async Task<string?> ListedDigestAsync(IndexFixture fixture)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(fixture.Registry.Address, "v2/x/manifests/1"));
        using var response = await client.SendAsync(request);
        return response.Headers.GetValues("Docker-Content-Digest").Single();
    }

    private static async Task<int> InstallAsync(IndexFixture fixture, string mode, string package)
    {
        using var engine = fixture.Open(
            mode.Contains(Offline, StringComparison.Ordinal), mode.Contains(Remote, StringComparison.Ordinal), mode.Contains(Frozen, StringComparison.Ordinal));
        try
        {
            await engine.InstallAsync([fixture.Package(package)], null, link: false, select: false, CancellationToken.None);
            return 0;
        }
        catch (OcxException failure)
        {
            return (int)failure.Exit;
        }
    }

    private static List<string> Content(IndexFixture fixture) =>
        [.. new[] { "blobs", "packages", "layers" }.SelectMany(fixture.Engine.StoreEntries).Order(StringComparer.Ordinal)];
}
