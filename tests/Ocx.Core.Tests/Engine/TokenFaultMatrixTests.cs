using Ocx.Core.Diagnostics;
using Ocx.Testing;

namespace Ocx.Core.Tests.Engine;

/// <summary>
/// The faults of <see cref="FaultMatrixTests"/> in the answer of a token service. Whatever is no token is a failure to authenticate
/// (contract: cli, 11.4), unless it may pass.
/// </summary>
[TestClass]
public sealed class TokenFaultMatrixTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("401", ExitCode.Authentication)]
    [DataRow("403", ExitCode.Authentication)]
    [DataRow("404", ExitCode.Authentication)]
    public Task A_refusal(string fault, ExitCode exit) => RunAsync(fault, exit);

    [TestMethod]
    [DataRow("429 with Retry-After", ExitCode.Temporary)]
    [DataRow("500", ExitCode.Authentication)]
    [DataRow("502", ExitCode.Temporary)]
    [DataRow("503", ExitCode.Temporary)]
    [DataRow("no answer", ExitCode.Temporary)]
    [DataRow("stall", ExitCode.Temporary)]
    [DataRow("reset", ExitCode.Temporary)]
    [DataRow("reset after bytes", ExitCode.Temporary)]
    [DataRow("truncated", ExitCode.Temporary)]
    [DataRow("extra bytes", ExitCode.Authentication)]
    [DataRow("a page", ExitCode.Authentication)]
    [DataRow("redirect loop", ExitCode.Authentication)]
    public Task A_failure(string fault, ExitCode exit) => RunAsync(fault, exit);

    private async Task RunAsync(string fault, ExitCode exit)
    {
        var time = new TestTime();
        using var fixture = new EngineFixture { Time = time };
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authentication = new RegistryAuthentication("user", "secret", Strangers: true) });
        await FaultScenario.PrepareAsync(fixture, registry);
        FaultMatrixTests.AddFault(registry, fault, RequestKind.Token);

        var failure = await FaultScenario.FailureOfAsync(fixture.RestoreAsync(), fault, registry, RequestKind.Token, time, TestContext.CancellationToken);
        Assert.AreEqual(exit, failure.Exit, failure.ToString());
        Assert.Contains(registry.Host, failure.Message);
        FaultMatrixTests.AssertNothingIsLeft(fixture);

        registry.Faults.Clear();
        Assert.AreEqual(1, (await fixture.RestoreAsync()).Downloaded);
    }
}
