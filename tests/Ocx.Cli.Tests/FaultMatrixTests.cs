using System.Globalization;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

/// <summary>Each fault of a registry once through the whole program: exit code, what is said, nothing left behind, and success afterwards.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class FaultMatrixTests
{
    [TestMethod]
    [DataRow("401", RequestKind.Manifest, 80, "OCX2003")]
    [DataRow("404", RequestKind.Blob, 79, "OCX2002")]
    [DataRow("wrong content", RequestKind.Blob, 65, "OCX2006")]
    [DataRow("a page", RequestKind.Blob, 65, "OCX2023")]
    [DataRow("redirect loop", RequestKind.Blob, 69, "OCX2005")]
    public Task AFault(string fault, RequestKind kind, int exit, string code) => RunAsync(fault, kind, exit, code);

    [TestMethod]
    [LongTest]
    [DataRow("a page", RequestKind.Manifest, 65, "OCX2023")]
    [DataRow("403", RequestKind.Config, 80, "OCX2003")]
    [DataRow("404", RequestKind.Manifest, 79, "OCX2002")]
    [DataRow("429", RequestKind.Manifest, 75, "OCX2004")]
    [DataRow("500", RequestKind.Blob, 69, "OCX2005")]
    [DataRow("502", RequestKind.Config, 75, "OCX2004")]
    [DataRow("503", RequestKind.Blob, 75, "OCX2004")]
    [DataRow("reset", RequestKind.Blob, 75, "OCX200")]
    [DataRow("truncated", RequestKind.Blob, 75, "OCX2007")]
    [DataRow("extra bytes", RequestKind.Blob, 65, "OCX2015")]
    [DataRow("wrong digest header", RequestKind.Manifest, 65, "OCX2006")]
    public Task AnotherFault(string fault, RequestKind kind, int exit, string code) => RunAsync(fault, kind, exit, code);

    private static async Task RunAsync(string fault, RequestKind kind, int exit, string code)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var tool = await sandbox.PublishToolAsync($"{registry.Host}/acme/hello:1.2.3", "hello", "echo hello");
        registry.Faults.Add(FaultOf(fault, registry), kind);
        registry.Faults.Add(Fault.Redirect(new Uri(registry.Address, "loop")), RequestKind.Other);

        var failed = (await sandbox.RunAsync("install", tool)).ShouldExit(exit).ShouldTell($"error {code}");

        Assert.AreEqual("", failed.Output);
        Assert.Contains($"{registry.Host}/acme/hello", failed.Error);
        Assert.DoesNotContain("   at ", failed.Error);
        Assert.IsGreaterThan(1, failed.Error.TrimEnd().Split('\n').Length, "There is no next step: " + failed);
        AssertNothingIsLeft(sandbox, kind);

        registry.Faults.Clear();
        Assert.AreEqual("hello\n", (await sandbox.RunAsync("exec", tool, "--", "hello")).ShouldSucceed().Output);
    }

    private static Fault FaultOf(string fault, TestRegistry registry) => fault switch
    {
        "reset" => Fault.ResetAfter(10),
        "truncated" => Fault.TruncateAfter(10),
        "extra bytes" => Fault.ExtraBytes(1),
        "wrong digest header" => Fault.Header("Docker-Content-Digest", "sha256:" + new string('0', 64)),
        "wrong content" => Fault.FlipByte(40),
        "a page" => Fault.Html(),
        "redirect loop" => Fault.Redirect(new Uri(registry.Address, "loop")),

        // The pause that is asked for is made; none is asked for here.
        _ => Fault.Status(int.Parse(fault, CultureInfo.InvariantCulture), headers: ("Retry-After", "0")),
    };

    private static void AssertNothingIsLeft(Sandbox sandbox, RequestKind kind)
    {
        Assert.IsEmpty(FilesBelow(sandbox, "temp"));
        Assert.IsEmpty(FilesBelow(sandbox, "packages").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)));

        // A layer that came whole while its config failed is kept.
        Assert.IsTrue(kind == RequestKind.Config || !FilesBelow(sandbox, "layers").Any(file => file.Contains("content", StringComparison.Ordinal)));
        Assert.IsEmpty(FilesBelow(sandbox, "symlinks"));
        if (kind == RequestKind.Manifest)
        {
            Assert.IsEmpty(FilesBelow(sandbox, "tags"));
        }
    }

    private static string[] FilesBelow(Sandbox sandbox, string store)
    {
        var directory = Path.Combine(sandbox.Home, store);
        return Directory.Exists(directory) ? Directory.GetFiles(directory, "*", SearchOption.AllDirectories) : [];
    }
}
