using System.Diagnostics;
using System.Runtime.InteropServices;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

/// <summary>The program as one file: trimmed, and on a machine without .NET.</summary>
[TestClass]
[LongTest]
public sealed class StandaloneTests
{
    private static readonly string Clone = Path.GetFullPath("../../../..", AppContext.BaseDirectory);

    [TestMethod]
    public async Task OneFileIsEnough()
    {
        using var place = new Sandbox();
        await PublishAsync(place, "alone", "--self-contained", "-p:AnalyzeTrimming=true");
        var program = Assert.ContainsSingle(Directory.GetFiles(place.PathOf("alone")));
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox(program)
            .Set("DOTNET_ROOT", place.PathOf("nowhere"))
            .Set("OCX_INSECURE_REGISTRIES", registry.Host)
            .Set("OCX_DEFAULT_REGISTRY", registry.Host);

        Assert.AreEqual(0, (await sandbox.RunAsync("version")).ShouldSucceed().Error.Length);
        var tool = await sandbox.PublishToolAsync($"{registry.Host}/acme/tool:1.2", "tool", "echo runs");
        sandbox.Write("ocx.toml", $"[tools]\ntool = \"{tool}\"\n");
        (await sandbox.RunAsync("lock")).ShouldSucceed();
        Assert.AreEqual("runs\n", (await sandbox.RunAsync("run", "--", "tool")).ShouldSucceed().Output);
        Assert.AreEqual("runs\n", (await sandbox.RunAsync("--offline", "package", "exec", tool, "--", "tool")).ShouldSucceed().Output);
        (await sandbox.RunAsync("index", "update", "acme/tool")).ShouldSucceed();
        Assert.AreEqual("1.2", (await sandbox.RunAsync("index", "list", "--json", "acme/tool")).ShouldSucceed().Json.GetProperty("acme/tool")[0].GetString());
        (await sandbox.RunAsync("config", "show", "--origin")).ShouldSucceed();
        (await sandbox.RunAsync("store", "verify")).ShouldSucceed();
        (await sandbox.RunAsync("--help")).ShouldSucceed();
        (await sandbox.RunAsync("package", "pull", $"{registry.Host}/acme/none:1")).ShouldExit(79).ShouldTell("error OCX");
        (await sandbox.RunAsync("clean")).ShouldSucceed();

        // Both forms can be had of one checkout, one after the other.
        await PublishAsync(place, "usual");
        using var usual = new Sandbox(place.PathOf($"usual/{Path.GetFileName(program)}"));
        (await usual.RunAsync("version")).ShouldSucceed();
    }

    private static async Task PublishAsync(Sandbox place, string directory, params string[] options)
    {
        // A build of its own: other tests may build the same projects meanwhile. What every build analyses is not analysed again.
        var start = new ProcessStartInfo(
            Path.Combine(Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()), "dotnet"),
            ["publish", "src/ocx-cli", "--output", place.PathOf(directory), $"-p:ArtifactsPath={place.PathOf("build")}", "-p:EnableNETAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-nodeReuse:false", .. options])
        {
            WorkingDirectory = Clone,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, output);
    }
}
