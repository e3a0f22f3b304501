namespace Ocx.Core.Tests.Resolution;

/// <summary>A tag that goes back to an older build, or anywhere else, changes nothing until it is asked what it means now.</summary>
[TestClass]
public sealed class RollbackTests
{
    [TestMethod]
    public async Task A_known_tag_is_moved_by_an_update_only()
    {
        await using var fixture = await IndexFixture.StartAsync();
        await PublishAsync(fixture, "old");
        await InstallAsync(fixture);
        var known = fixture.TagFileOf("x");
        await PublishAsync(fixture, "other");

        Assert.AreEqual("old", await InstallAsync(fixture));
        Assert.AreEqual("other", await InstallAsync(fixture, remote: true));
        Assert.AreEqual(known, fixture.TagFileOf("x"));
        Assert.AreEqual("old", await InstallAsync(fixture));

        await fixture.UpdateAsync("x:1");
        Assert.AreEqual("other", await InstallAsync(fixture));
    }

    [TestMethod]
    public async Task A_lock_keeps_its_digest()
    {
        await using var fixture = await IndexFixture.StartAsync();
        await PublishAsync(fixture, "new");
        await fixture.Engine.LockAsync($"[tools]\nx = \"{fixture.Registry.Host}/x:1\"\n");
        var locked = File.ReadAllText(fixture.Engine.Files["ocx.lock"]);
        await PublishAsync(fixture, "old and vulnerable");
        fixture.Registry.ResetRequests();

        var tool = (await fixture.Engine.RestoreAsync()).Tools.Single();

        Assert.AreEqual("new", File.ReadAllText(Path.Combine(tool.Content, "a")));
        Assert.IsEmpty(fixture.Registry.Requests.All.Where(request => request.Path.EndsWith("/manifests/1", StringComparison.Ordinal)));
        Assert.AreEqual(locked, File.ReadAllText(fixture.Engine.Files["ocx.lock"]));
    }

    private static async Task PublishAsync(IndexFixture fixture, string content) =>
        await fixture.Engine.PublishAsync($"{fixture.Registry.Host}/x:1", files: ("a", content));

    private static async Task<string> InstallAsync(IndexFixture fixture, bool remote = false)
    {
        using var engine = fixture.Open(remote: remote);
        var installed = await engine.InstallAsync([fixture.Package("x:1")], null, link: false, select: false, CancellationToken.None);
        return File.ReadAllText(Path.Combine(installed.Single().Content, "a"));
    }
}
