using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class CopyTests
{
    private const string Tool = "tools.local/demo/tool:1.2.3";

    [TestMethod]
    public async Task TheReportIsThatOfTheFormat()
    {
        await using var registry = await TestRegistry.StartAsync(new(Conditions: true));
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        await sandbox.PublishToolAsync(Tool, "tool", "echo $1");

        var report = (await sandbox.RunAsync("package", "copy", "-c", "--description", "--to", registry.Host, Tool, "--json")).ShouldSucceed().Json;

        Assert.AreSequenceEqual(
            new[] { "source", "target", "status", "platforms", "cascade_tags_written", "canonical_tags_written", "referrers_copied", "blobs", "description" },
            report.EnumerateObject().Select(member => member.Name));
        var digest = report.GetProperty("platforms")[0].GetProperty("digest").GetString()!;
        Assert.AreEqual(
            $$"""
            {"source":"{{Tool}}","target":"{{registry.Host}}/demo/tool:1.2.3","status":"copied","platforms":[{"platform":"any","digest":"{{digest}}","disposition":"added"}],
            "cascade_tags_written":["1.2","1","latest"],"canonical_tags_written":["{{digest.Replace(':', '.')}}"],"referrers_copied":0,
            "blobs":{"present":0,"mounted":0,"uploaded":2},"description":"absent"}
            """.Replace("\n", "", StringComparison.Ordinal),
            JsonSerializer.Serialize(report));
        Assert.AreEqual("done\n", (await sandbox.RunAsync("exec", $"{registry.Host}/demo/tool", "--", "tool", "done")).ShouldSucceed().Output);

        var plain = (await sandbox.RunAsync("package", "copy", "--dry-run", "-i", $"{registry.Host}/demo/tool", Tool)).ShouldSucceed().Output;
        Assert.AreEqual($"Platform  {"Digest".PadRight(digest.Length)}  Disposition\nany       {digest}  unchanged  \n", plain);
        var plan = (await sandbox.RunAsync("package", "copy", "--dry-run", "--to", registry.Host, Tool, "--json")).ShouldSucceed().Json;
        Assert.AreEqual("planned", plan.GetProperty("status").GetString());
        Assert.AreEqual(JsonValueKind.Null, plan.GetProperty("description").ValueKind);
    }

    [TestMethod]
    public async Task WrongUseAndWhatIsMissingHaveTheirExitCodes()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        (await sandbox.RunAsync("package", "copy", Tool)).ShouldExit(64);
        (await sandbox.RunAsync("package", "copy", "--to", "a.example", "-i", "a.example/b", Tool)).ShouldExit(64);
        (await sandbox.RunAsync("package", "copy", "-p", "linux/amd64", "-i", "tools.local/b:1", Tool)).ShouldExit(64).ShouldTell("any");
        (await sandbox.RunAsync("package", "copy", "-c", "-i", "tools.local/b:stable", Tool)).ShouldExit(64).ShouldTell("'stable' is not a version");
        (await sandbox.RunAsync("--offline", "package", "copy", "--to", "registry.invalid", Tool)).ShouldExit(81).ShouldTell("OCX5001");
        var missing = (await sandbox.RunAsync("package", "copy", "-i", "tools.local/b:1", "tools.local/none:1", "--json")).ShouldExit(79).Json;
        Assert.AreEqual(
            """{"source":"tools.local/none:1","target":"tools.local/b:1"}""", JsonSerializer.Serialize(missing.GetProperty("error").GetProperty("context")));
    }

    [TestMethod]
    [RequiresProgram("docker-registry")]
    public async Task ThereAndBackThroughARegistryThatOthersWrote()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        await sandbox.PublishToolAsync(Tool, "tool", "echo $1");
        (await sandbox.RunAsync("package", "describe", "--title", "Tool", Tool)).ShouldSucceed();

        var there = await CopyAsync(sandbox, "--description", "--to", registry.Host, Tool);
        var again = await CopyAsync(sandbox, "--to", registry.Host, Tool);
        var within = await CopyAsync(sandbox, "-i", $"{registry.Host}/other/tool", $"{registry.Host}/demo/tool:1.2.3");
        var back = await CopyAsync(sandbox, "-i", "tools.local/back/tool:2", $"{registry.Host}/other/tool:1.2.3");

        Assert.AreEqual("""{"present":0,"mounted":0,"uploaded":2}""", JsonSerializer.Serialize(there.GetProperty("blobs")));
        Assert.AreEqual("copied", there.GetProperty("description").GetString());
        Assert.AreEqual("""{"present":2,"mounted":0,"uploaded":0}""", JsonSerializer.Serialize(again.GetProperty("blobs")));
        Assert.AreEqual("""{"present":0,"mounted":2,"uploaded":0}""", JsonSerializer.Serialize(within.GetProperty("blobs")));
        Assert.AreEqual(JsonSerializer.Serialize(there.GetProperty("platforms")), JsonSerializer.Serialize(back.GetProperty("platforms")));
        Assert.AreEqual("done\n", (await sandbox.RunAsync("exec", "tools.local/back/tool:2", "--", "tool", "done")).ShouldSucceed().Output);
        Assert.Contains("Title: Tool", (await sandbox.RunAsync("package", "info", $"{registry.Host}/demo/tool")).ShouldSucceed().Output);
    }

    private static async Task<JsonElement> CopyAsync(Sandbox sandbox, params string[] arguments) =>
        (await sandbox.RunAsync(["package", "copy", "--json", .. arguments])).ShouldSucceed().Json;
}
