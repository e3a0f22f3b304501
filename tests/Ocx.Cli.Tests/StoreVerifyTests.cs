using System.Runtime.Versioning;
using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[UnsupportedOSPlatform("windows")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class StoreVerifyTests
{
    private const string Tool = "tools.local/demo/tool:1";

    [TestMethod]
    public async Task AnEmptyStoreAndASoundOneAreSound()
    {
        using var sandbox = new Sandbox();
        Assert.AreEqual("[]\n", (await sandbox.RunAsync("store", "verify", "--json")).ShouldSucceed().Output);
        await InstallAsync(sandbox);

        Assert.AreEqual("[]\n", (await sandbox.RunAsync("store", "verify", "--json", "--repair")).ShouldSucceed().Output);
        Assert.MatchesRegex(@"^1 packages, 1 layers, 3 documents; [0-9.]+ [kMG]?B compared; no damage\n$", (await sandbox.RunAsync("store", "verify", Tool)).ShouldSucceed().Output);
        Assert.AreEqual("", (await sandbox.RunAsync("--quiet", "store", "verify")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task AToolThatChangedItselfIsFoundRepairedAndRuns()
    {
        using var sandbox = new Sandbox();
        var root = await InstallAsync(sandbox);
        var tool = Path.Combine(root, "content", "bin", "tool");
        var mode = File.GetUnixFileMode(tool);
        File.SetUnixFileMode(tool, mode | UnixFileMode.UserWrite);
        File.AppendAllText(tool, "echo and more\n");
        File.SetUnixFileMode(tool, mode);
        Assert.AreEqual("hello\nand more\n", (await sandbox.RunAsync("exec", Tool, "--", "tool")).ShouldSucceed().Output);

        var found = (await sandbox.RunAsync("store", "verify", "--json")).ShouldExit(65).ShouldTell("error OCX3015: Of what the store holds, 1 thing is not as installed.");
        var entry = found.Json.EnumerateArray().Single();
        Assert.AreSequenceEqual(["kind", "path", "identifier", "problem", "status"], entry.EnumerateObject().Select(member => member.Name));
        Assert.AreEqual(("layer", "found"), (entry.GetProperty("kind").GetString(), entry.GetProperty("status").GetString()));
        Assert.StartsWith("content/bin/tool: it has ", entry.GetProperty("problem").GetString());
        Assert.StartsWith("tools.local/demo/tool@sha256:", entry.GetProperty("identifier").GetString());
        var plain = (await sandbox.RunAsync("store", "verify", Tool)).ShouldExit(65).Output.Split('\n');
        Assert.MatchesRegex("^Type +Status +Package +Path +Problem", plain[0]);
        Assert.MatchesRegex("^layer +found +tools.local/demo/tool@", plain[1]);
        Assert.Contains("1 findings of damage", plain[2]);

        var repaired = (await sandbox.RunAsync("store", "verify", "--repair", "--json")).ShouldSucceed().Json.EnumerateArray().Single();
        Assert.AreEqual("repaired", repaired.GetProperty("status").GetString());
        (await sandbox.RunAsync("store", "verify")).ShouldSucceed();
        Assert.AreEqual("hello\n", (await sandbox.RunAsync("exec", Tool, "--", "tool")).ShouldSucceed().Output);
        Assert.AreEqual(root, new FileInfo(Path.Combine(sandbox.Home, "symlinks", "tools.local", "demo", "tool", "candidates", "1")).LinkTarget);
        (await sandbox.RunAsync("clean")).ShouldSucceed();
        Assert.AreEqual("hello\n", (await sandbox.RunAsync("exec", Tool, "--", "tool")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task ARepairThatFailsSaysWhyAndLeavesWhatWasThere()
    {
        using var sandbox = new Sandbox();
        var root = await InstallAsync(sandbox);
        var tool = Path.Combine(root, "content", "bin", "tool");
        File.SetUnixFileMode(tool, File.GetUnixFileMode(tool) | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(sandbox.Home, "config.toml"), "[registries.\"tools.local\"]\nurl = \"https://registry.invalid\"\n");

        (await sandbox.RunAsync("--offline", "store", "verify", "--repair")).ShouldExit(81).ShouldTell("error OCX5001: Offline, and the store does not have the layer");

        Assert.AreEqual("hello\n", (await sandbox.RunAsync("--offline", "exec", Tool, "--", "tool")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task APackageThatIsNotThereIsNotFound()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("store", "verify", Tool)).ShouldExit(79).ShouldTell("error OCX3010");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task ARepairThatIsKilledLeavesAStoreInWhichTheNextCommandWorks()
    {
        using var sandbox = new Sandbox();
        var root = await InstallAsync(sandbox);
        var rounds = LongTests.Wanted ? 100 : 2;
        for (var round = 0; round < rounds; round++)
        {
            var tool = Path.Combine(root, "content", "bin", "tool");
            File.SetUnixFileMode(tool, File.GetUnixFileMode(tool) ^ UnixFileMode.OtherRead);

            // Each round a little later: from before it begins until after its end.
            await sandbox.RunInShellAsync($"$OCX store verify --repair & sleep 0.{round * 500 / rounds:000}; kill -9 $! 2>/dev/null; wait");

            Assert.AreEqual("hello\n", (await sandbox.RunAsync("exec", Tool, "--", "tool")).ShouldSucceed().Output);
            using var engine = sandbox.OpenEngine();
            Assert.IsEmpty((await engine.VerifyStoreAsync([], repair: true, CancellationToken.None)).Failures);
        }

        (await sandbox.RunAsync("store", "verify")).ShouldSucceed();
        (await sandbox.RunAsync("clean")).ShouldSucceed();
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(sandbox.Home, "temp")));
        Assert.AreEqual(root, JsonSerializer.Deserialize<string>((await sandbox.RunAsync("find", "--json", Tool)).ShouldSucceed().Json.GetProperty(Tool).GetRawText()));
    }

    /// <returns>The package's root.</returns>
    private static async Task<string> InstallAsync(Sandbox sandbox)
    {
        await sandbox.PublishToolAsync(Tool, "tool", "echo hello");
        (await sandbox.RunAsync("install", Tool)).ShouldSucceed();
        return (await sandbox.RunAsync("package", "which", "--json", Tool)).ShouldSucceed().Json.GetProperty(Tool).GetProperty("path").GetString()!;
    }
}
