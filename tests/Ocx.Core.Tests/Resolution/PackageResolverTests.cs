using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Tests.Engine;

namespace Ocx.Core.Tests.Resolution;

[TestClass]
public sealed class PackageResolverTests
{
    [TestMethod]
    [DataRow("linux/arm64", "OCX2009", ExitCode.NotFound)]
    [DataRow("linux/amd64", "OCX2011", ExitCode.Data)]
    [DataRow("linux/amd64+libc.glibc,libc.musl", "OCX2010", ExitCode.Data)]
    public async Task A_platform_that_does_not_fit_says_what_there_is(string platform, string code, ExitCode exit)
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/x:1", "linux/amd64+libc.glibc", files: ("a", "g"));
        await fixture.PublishAsync("tools.local/x:1", "linux/amd64+libc.musl", files: ("a", "m"));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => InstallAsync(fixture, platform));

        Assert.AreEqual((code, exit), (failure.Code.Id, failure.Exit));
        Assert.Contains("libc.musl", failure.Message);
    }

    [TestMethod]
    public async Task The_fitting_platform_is_taken_and_any_is_the_fallback()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/x:1", "any", files: ("a", "any"));
        await fixture.PublishAsync("tools.local/x:1", "linux/amd64+libc.musl", files: ("a", "musl"));

        Assert.AreEqual("musl", await InstallAsync(fixture, "linux/amd64+libc.musl"));
        Assert.AreEqual("any", await InstallAsync(fixture, "linux/amd64"));
    }

    private static async Task<string> InstallAsync(EngineFixture fixture, string platform)
    {
        using var engine = fixture.Open();
        var installed = await engine.InstallAsync(
            [engine.ParseIdentifier("tools.local/x:1")], Platform.Parse(platform), link: false, select: false, CancellationToken.None);
        return await File.ReadAllTextAsync(Path.Combine(installed.Single().Content, "a"));
    }
}
