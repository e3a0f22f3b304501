using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Cascades;

/// <summary>Contract: package, 3.4, 3.5 and the worked examples of 3.8.</summary>
[TestClass]
public sealed class CascadePlannerTests(TestContext context) : IDisposable
{
    private const string Linux = "linux/amd64";

    private readonly PublishedTags _tags = new();

    public void Dispose() => _tags.Dispose();

    [TestMethod]
    [DataRow("", "1.2.3_b1", "1.2.3 1.2 1 latest", null)]
    [DataRow("1.2.3 1.2 1 latest", "1.2.2", "", "1.2 stays: 1.2.3 is newer and has linux/amd64.")]
    [DataRow("1.3.0 1.3 1 latest", "1.2.9", "1.2", "1 stays: 1.3 is newer and has linux/amd64.")]
    [DataRow("2.0.0 2 latest", "1.9.0", "1.9 1", "latest stays: 2 is newer and has linux/amd64.")]
    [DataRow("1.3.0-rc1 1.2.0 1.2 1 latest", "1.3.0-rc1", "", null)]
    [DataRow("", "1.3.0-rc1_20260101", "1.3.0-rc1", null)]
    [DataRow("1.3.0-rc1_20260102 1.3.0-rc2_20260105 1.3.0 1.3", "1.3.0-rc1_20260101", "", "1.3.0-rc1 stays: 1.3.0-rc1_20260102 is newer and has linux/amd64.")]
    [DataRow("1.3.0-rc2_20260105 1.3.0_20260105", "1.3.0-rc1_20260101", "1.3.0-rc1", null)]
    [DataRow("debug-1.2.3 debug-2.0.0 debug-2 debug", "1.2.3", "1.2 1 latest", null)]
    [DataRow("1.2.3 1.2 1 2.0.0 2 latest", "debug-1.2.3", "debug-1.2 debug-1 debug", null)]
    [DataRow("debug-2.0.0", "debug-1.2.3", "debug-1.2 debug-1", "debug stays: debug-2.0.0 is newer and has linux/amd64.")]
    public async Task The_worked_examples(string existing, string version, string moves, string? stop)
    {
        await _tags.PutAsync(existing, Linux);

        var plan = await PlanAsync(version, Linux);

        Assert.AreEqual((moves, stop), (string.Join(' ', plan.Tags), plan.Stop));
    }

    [TestMethod]
    public async Task A_newer_version_without_the_platform_blocks_nothing()
    {
        await _tags.PutAsync("1.2.3 1.2 1 latest", "linux/arm64");

        Assert.AreEqual("1.2 1 latest", string.Join(' ', (await PlanAsync("1.2.2", Linux)).Tags));
    }

    [TestMethod]
    public async Task An_older_version_moves_what_is_newest_for_its_platform()
    {
        await _tags.PutAsync("3.28.1", "linux/amd64 darwin/amd64");

        Assert.AreEqual("3.28 3 latest", string.Join(' ', (await PlanAsync("3.28.0", "windows/amd64")).Tags));
        Assert.IsEmpty((await PlanAsync("3.28.0", "darwin/amd64")).Tags);
    }

    [TestMethod]
    [DataRow("1.2.3_b2", "1.2.3_b1", "", "a later build of the same version")]
    [DataRow("1.2.3-rc1", "1.2.2", "", "a prerelease between the version and the level")]
    [DataRow("1.2.3-rc1", "1.2.3", "1.2 1 latest", "a prerelease of the version itself")]
    [DataRow("1", "1.2.3", "1.2 1 latest", "the level itself")]
    [DataRow("1.2.3 1.2", "1.2.3", "1.2 1 latest", "the version itself")]
    [DataRow("2", "1", "", "a rolling tag pushed itself")]
    [DataRow("1.9", "1", "latest", "what a rolling tag stands for")]
    [DataRow("nightly 1.2.x latest-1.9.9 sha256.abababababababababababababababababababababababababababababababab", "1.2.3", "1.2 1 latest", "tags that are no versions")]
    public async Task Between_the_levels(string existing, string version, string moves, string what)
    {
        await _tags.PutAsync(existing, Linux);

        Assert.AreEqual(moves, string.Join(' ', (await PlanAsync(version, Linux)).Tags), what);
    }

    [TestMethod]
    public async Task Features_tell_platforms_apart()
    {
        await _tags.PutAsync("1.2.3", "linux/amd64+libc.musl");

        Assert.IsNull((await PlanAsync("1.2.2", "linux/amd64+libc.glibc")).Stop);
        Assert.IsNotNull((await PlanAsync("1.2.2", "linux/amd64+libc.musl")).Stop);
    }

    [TestMethod]
    public async Task A_tag_that_is_no_index_blocks_nothing()
    {
        await _tags.PutBareAsync("1.2.3");

        Assert.IsNull((await PlanAsync("1.2.2", Linux)).Stop);
    }

    [TestMethod]
    public async Task What_cannot_be_read_stops_the_cascade_there()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = new RegistryConnections(time: new TestTime());
        var registry = connections.Open(new(server.Host, Insecure: true));
        foreach (var tag in new[] { "1.2.2", "1.3.0" })
        {
            server.Content.PutManifest("cmake", tag, ImageIndex.Empty.ToBytes(), MediaTypes.ImageIndex);
        }

        server.Faults.Add(Fault.Status(500), RequestKind.Manifest, path: "1.3.0");

        Assert.IsTrue(PackageVersion.TryParse("1.2.3", out var version));
        var plan = await new CascadePlanner(registry, "cmake").PlanAsync(version, Platform.Parse(Linux).ToDescriptor(), false, context.CancellationToken);

        Assert.AreEqual("1.2", string.Join(' ', plan.Tags));
        Assert.StartsWith("1 stays: whether 1.3.0 has linux/amd64 is not known. ", plan.Stop);
    }

    [TestMethod]
    public async Task A_new_package_needs_no_list_of_tags()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = new RegistryConnections(time: new TestTime());
        var planner = new CascadePlanner(connections.Open(new(server.Host, Insecure: true)), "cmake");
        server.Faults.Add(Fault.Status(500), RequestKind.Tags);
        Assert.IsTrue(PackageVersion.TryParse("1.2.3", out var version));

        Assert.HasCount(3, (await planner.PlanAsync(version, Platform.Any.ToDescriptor(), isNew: true, context.CancellationToken)).Tags);
        await Assert.ThrowsExactlyAsync<OcxException>(() => planner.PlanAsync(version, Platform.Any.ToDescriptor(), isNew: false, context.CancellationToken));
    }

    private async Task<CascadePlan> PlanAsync(string version, string platform)
    {
        Assert.IsTrue(PackageVersion.TryParse(version, out var parsed));
        return await new CascadePlanner(_tags.Registry, PublishedTags.Repository).PlanAsync(
            parsed, Platform.Parse(platform).ToDescriptor(), isNew: false, context.CancellationToken);
    }
}
