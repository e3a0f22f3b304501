using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Engine;

/// <summary>The faults of <see cref="FaultMatrixTests"/> in a list of tags, which touches no store.</summary>
[TestClass]
public sealed class TagsFaultMatrixTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("401", "2003")]
    [DataRow("403", "2003")]
    [DataRow("429 with Retry-After", "2004")]
    [DataRow("500", "2005")]
    [DataRow("502", "2004")]
    [DataRow("503", "2004")]
    [DataRow("no answer", "2001")]
    [DataRow("stall", "2001")]
    [DataRow("reset", "2001")]
    [DataRow("reset after bytes", "2001/2007")]
    [DataRow("truncated", "2007")]
    [DataRow("extra bytes", "2005")]
    [DataRow("a page", "2023")]
    [DataRow("redirect loop", "2005")]
    public async Task A_fault(string fault, string codes)
    {
        var time = new TestTime();
        using var connections = new RegistryConnections(time: time);
        await using var server = await TestRegistry.StartAsync();
        server.PutManifest(FaultScenario.Repository, FaultScenario.Tag, "{}"u8.ToArray());
        var registry = connections.Open(new RegistrySettings(server.Host, Insecure: true));
        FaultMatrixTests.AddFault(server, fault, RequestKind.Tags);

        var failure = await FaultScenario.FailureOfAsync(registry.ListTagsAsync(FaultScenario.Repository, TestContext.CancellationToken), fault, server, RequestKind.Tags, time, TestContext.CancellationToken);
        Assert.Contains(failure.Code.Id, codes.Split('/').Select(code => "OCX" + code), failure.ToString());
        Assert.AreEqual(FaultScenario.ExitOf(failure.Code.Id), (int)failure.Exit, failure.ToString());
        Assert.Contains($"{server.Host}/{FaultScenario.Repository}", failure.Message);
        Assert.IsFalse(string.IsNullOrWhiteSpace(failure.NextStep), failure.ToString());

        server.Faults.Clear();
        Assert.HasCount(1, await registry.ListTagsAsync(FaultScenario.Repository, TestContext.CancellationToken));
    }

    [TestMethod]
    [DataRow("404", 0)]
    [DataRow("wrong digest header", 1)]
    public async Task What_is_no_fault_of_a_list(string fault, int tags)
    {
        using var connections = new RegistryConnections();
        await using var server = await TestRegistry.StartAsync();
        server.PutManifest(FaultScenario.Repository, FaultScenario.Tag, "{}"u8.ToArray());
        FaultMatrixTests.AddFault(server, fault, RequestKind.Tags);

        Assert.HasCount(
            tags,
            await connections.Open(new RegistrySettings(server.Host, Insecure: true)).ListTagsAsync(FaultScenario.Repository, TestContext.CancellationToken));
    }
}
