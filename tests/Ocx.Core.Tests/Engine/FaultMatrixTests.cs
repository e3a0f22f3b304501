using System.Globalization;
using System.Text.RegularExpressions;
using Ocx.Core.Oci;
using Ocx.Testing;

namespace Ocx.Core.Tests.Engine;

/// <summary>Every fault in every answer: its code, its exit code, what is said, nothing left behind, and success when the fault is over.</summary>
[TestClass]
public sealed partial class FaultMatrixTests
{
    /// <summary>What is asked for, and how. A tag is looked up by an installation; all else comes from a lock.</summary>
    private static readonly string[] Kinds = ["tag", "manifest", "config", "layer"];

    /// <summary>Codes by fault and kind; <c>-</c>: it does no harm; <c>/</c>: the system decides which of two.</summary>
    private static readonly Dictionary<string, string> Expected = new()
    {
        // In the order of the kinds.
        ["401"] = "2003      2003      2003      2003",
        ["403"] = "2003      2003      2003      2003",
        ["404"] = "2002      2002      2002      2002",
        ["429 with Retry-After"] = "2004      2004      2004      2004",
        ["500"] = "2005      2005      2005      2005",
        ["502"] = "2004      2004      2004      2004",
        ["503"] = "2004      2004      2004      2004",
        ["no answer"] = "2001      2001      2001      2001",
        ["stall"] = "2001      2001      2001      2001",
        ["trickle"] = "2001      2001      2001      2001",
        ["reset"] = "2001      2001      2001      2001",
        ["reset after bytes"] = "2001/2007 2001/2007 2001/2007 2001/2007",
        ["truncated"] = "2007      2007      2007      2007",
        ["extra bytes"] = "2006      2006      2015      2015",
        ["wrong digest header"] = "2006      2006      -         -",
        ["a page"] = "2023      2023      2023      2023",
        ["redirect loop"] = "2005      2005      2005      2005",
    };

    public static IEnumerable<object[]> Cells =>
        from row in Expected
        from cell in Kinds.Zip(row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        select new object[] { row.Key, cell.First, cell.Second };

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public async Task A_fault(string fault, string kind, string codes)
    {
        var time = new TestTime();
        using var fixture = new EngineFixture { Time = time };
        await using var registry = await TestRegistry.StartAsync();
        await FaultScenario.PrepareAsync(fixture, registry);
        var request = KindOf(kind);
        AddFault(registry, fault, request, time);

        if (codes == "-")
        {
            await RunAsync(fixture, registry, kind);
            return;
        }

        var failure = await FaultScenario.FailureOfAsync(RunAsync(fixture, registry, kind), fault, registry, request, time, TestContext.CancellationToken);
        Assert.Contains(failure.Code.Id, codes.Split('/').Select(code => "OCX" + code), failure.ToString());
        Assert.AreEqual(FaultScenario.ExitOf(failure.Code.Id), (int)failure.Exit, failure.ToString());
        Assert.Contains($"{registry.Host}/{FaultScenario.Repository}", failure.Message);
        Assert.IsFalse(string.IsNullOrWhiteSpace(failure.NextStep), failure.ToString());
        Assert.DoesNotContain("   at ", failure.Message);
        AssertNothingIsLeft(fixture, wholeLayers: kind == "config");

        registry.Faults.Clear();
        await RunAsync(fixture, registry, kind);
        Assert.IsEmpty(fixture.StoreEntries("temp"));
    }

    /// <param name="time">The engine's; null where no fault takes any.</param>
    internal static void AddFault(TestRegistry registry, string fault, RequestKind kind, TestTime? time = null)
    {
        registry.Faults.Add(
            fault switch
            {
                "429 with Retry-After" => Fault.TooManyRequests(1),
                "no answer" => Fault.StallAfter(0),
                "stall" => Fault.StallAfter(10),
                // Slow-loris: each byte comes, but long after it was waited for.
                "trickle" => Fault.Trickle(async cancellation =>
                {
                    await time!.TimeoutBeginsAsync(cancellation);
                    time.Advance(TimeSpan.FromSeconds(25));
                }),
                "reset" => Fault.ResetAfter(0),
                "reset after bytes" => Fault.ResetAfter(10),
                // Less than would get the transfer on: a document of thirty bytes may come ten by ten.
                "truncated" => Fault.TruncateAfter(1),
                "extra bytes" => Fault.ExtraBytes(1),
                "wrong digest header" => Fault.Header("Docker-Content-Digest", "sha256:" + new string('0', 64)),
                "a page" => Fault.Html(),
                "redirect loop" => Fault.Redirect(new Uri(registry.Address, "loop")),
                _ => Fault.Status(int.Parse(fault, CultureInfo.InvariantCulture)),
            },
            kind);
        registry.Faults.Add(Fault.Redirect(new Uri(registry.Address, "loop")), RequestKind.Other);
    }

    /// <param name="wholeLayers">Whether a layer may be there that came whole and was verified while something else failed.</param>
    internal static void AssertNothingIsLeft(EngineFixture fixture, bool wholeLayers = false)
    {
        Assert.IsEmpty(fixture.StoreEntries("temp"));
        Assert.IsEmpty(fixture.StoreEntries("packages"));
        Assert.IsTrue(wholeLayers || !fixture.StoreEntries("layers").Any(entry => ShardPattern().IsMatch(entry)));
        Assert.IsEmpty(fixture.StoreEntries("tags").Where(File.Exists));
    }

    private static RequestKind KindOf(string kind) => kind switch
    {
        "config" => RequestKind.Config,
        "layer" => RequestKind.Blob,
        _ => RequestKind.Manifest,
    };

    private async Task RunAsync(EngineFixture fixture, TestRegistry registry, string kind)
    {
        if (kind != "tag")
        {
            await fixture.RestoreAsync();
            return;
        }

        using var engine = fixture.Open();
        var tag = engine.ParseIdentifier($"{registry.Host}/{FaultScenario.Repository}:{FaultScenario.Tag}");
        await engine.InstallAsync([tag], Platform.Any, false, false, TestContext.CancellationToken);
    }

    [GeneratedRegex("[0-9a-f]{30}")]
    private static partial Regex ShardPattern();
}
