using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

/// <summary>What a real registry does not let strangers do.</summary>
[TestClass]
[RequiresProgram("docker-registry")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class RefusedTests
{
    [TestMethod]
    public async Task WithoutAnAccount()
    {
        await using var registry = await DockerRegistry.StartAsync(new(Closed: true));
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);

        var refused = (await sandbox.RunAsync("install", $"{registry.Host}/acme/hello:1")).ShouldExit(80).ShouldTell("error OCX2003: ");

        Assert.Contains($"{registry.Host}/acme/hello:1", refused.Error);
        Assert.AreEqual("", refused.Output);
    }

    [TestMethod]
    public async Task WithACertificateOfAnUnknownAuthority()
    {
        using var authority = new TestAuthority();
        await using var registry = await DockerRegistry.StartAsync(new(Authority: authority));
        using var sandbox = new Sandbox();

        (await sandbox.RunAsync("install", $"{registry.Host}/acme/hello:1")).ShouldExit(69).ShouldTell("error OCX2017: ");
    }

    [TestMethod]
    public async Task OverPlainHttpToAServerThatSpeaksTls()
    {
        using var authority = new TestAuthority();
        await using var registry = await DockerRegistry.StartAsync(new(Authority: authority));
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);

        var refused = await sandbox.RunAsync("install", $"{registry.Host}/acme/hello:1");

        Assert.AreNotEqual(0, refused.ExitCode);
        refused.ShouldTell("error OCX2005: ").ShouldExit(69);
    }
}
