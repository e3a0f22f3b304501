using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PackageTests
{
    private const string Tool = "tools.local/demo/tool:1.2.3";

    [TestMethod]
    public async Task CreateTellsNothingAndRefusesToOverwrite()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("content/file", "x");
        var metadata = sandbox.Write("metadata.json", """{"type":"bundle","version":1}""");
        var create = (await sandbox.RunAsync("package", "create", "-m", metadata, "-o", "out.tar.gz", "content")).ShouldSucceed();
        Assert.AreEqual("", create.Output + create.Error);
        Assert.IsTrue(File.Exists(sandbox.PathOf("out-metadata.json")));
        var first = File.ReadAllBytes(sandbox.PathOf("out.tar.gz"));
        (await sandbox.RunAsync("package", "create", "-m", metadata, "-o", "out.tar.gz", "content")).ShouldExit(1).ShouldTell("OCX3012");
        (await sandbox.RunAsync("package", "create", "-f", "-m", metadata, "-o", "out.tar.gz", "content")).ShouldSucceed();
        Assert.AreSequenceEqual(first, File.ReadAllBytes(sandbox.PathOf("out.tar.gz")));
    }

    [TestMethod]
    public async Task PushReportsTheDigest()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("content/file", "x");
        sandbox.Write("metadata.json", """{"type":"bundle","version":1}""");
        (await sandbox.RunAsync("package", "create", "-m", "metadata.json", "-o", "out.tar.gz", "content")).ShouldSucceed();
        var json = (await sandbox.RunAsync("package", "push", "-p", "linux/amd64", Tool, "out.tar.gz", "--json")).ShouldSucceed().Json;
        Assert.AreEqual(Tool, json.GetProperty("identifier").GetString());
        Assert.AreEqual("pushed", json.GetProperty("status").GetString());
        Assert.StartsWith("sha256:", json.GetProperty("manifest_digest").GetString()!);
        Assert.AreEqual(0, json.GetProperty("cascade_tags_written").GetArrayLength());
        var plain = (await sandbox.RunAsync("package", "push", "-p", "linux/arm64", "-i", Tool, "out.tar.gz")).ShouldSucceed().Output;
        Assert.MatchesRegex(@"^Identifier +  Digest +  Tags  Canonical Tags +  Layers +\n.* 0 mounted, 0 uploaded, 1 verified *\n$", plain);
        Assert.AreEqual($"sha256.{json.GetProperty("manifest_digest").GetString()![7..]}", json.GetProperty("canonical_tags_written")[0].GetString());
        Assert.AreEqual("""{"mounted":0,"uploaded":1,"verified":0}""", System.Text.Json.JsonSerializer.Serialize(json.GetProperty("layers")));
    }

    [TestMethod]
    [DataRow("install")]
    [DataRow("package install")]
    public async Task InstallReportsIdentifierMetadataAndPath(string verb)
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        var entry = (await sandbox.RunAsync([.. verb.Split(' '), Tool, "--json"])).ShouldSucceed().Json.GetProperty(Tool);
        Assert.StartsWith(Tool + "@sha256:", entry.GetProperty("identifier").GetString()!);
        Assert.AreEqual("bundle", entry.GetProperty("metadata").GetProperty("type").GetString());
        var path = entry.GetProperty("path").GetString()!;
        Assert.EndsWith(Path.Combine("candidates", "1.2.3"), path);
        Assert.IsTrue(File.Exists(Path.Combine(path, "content/bin/tool")));
        var selected = (await sandbox.RunAsync([.. verb.Split(' '), "-s", Tool])).ShouldSucceed().Output;
        Assert.StartsWith("Package ", selected);
        Assert.Contains("  1.2.3    ", selected);
        Assert.EndsWith("current", selected.TrimEnd());
    }

    [TestMethod]
    public async Task FindAndWhichAgreeOnThePath()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        (await sandbox.RunAsync("find", Tool)).ShouldExit(79).ShouldTell("OCX3010");
        var pulled = (await sandbox.RunAsync("package", "pull", Tool, "--json")).ShouldSucceed().Json.GetProperty(Tool).GetString();
        Assert.AreEqual(pulled, (await sandbox.RunAsync("find", "--json", Tool)).ShouldSucceed().Json.GetProperty(Tool).GetString());
        foreach (var verb in new[] { "which", "package which" })
        {
            var entry = (await sandbox.RunAsync([.. verb.Split(' '), "--json", Tool])).ShouldSucceed().Json.GetProperty(Tool);
            Assert.AreEqual(pulled, entry.GetProperty("path").GetString());
            Assert.AreEqual("package", entry.GetProperty("kind").GetString());
        }

        var header = "Package".PadRight(Tool.Length) + "  " + "Path".PadRight(pulled!.Length);
        Assert.AreEqual($"{header}\n{Tool}  {pulled}\n", (await sandbox.RunAsync("find", Tool)).Output);
    }

    [TestMethod]
    public async Task EnvOfPackagesIsTheSameInBothSpellings()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        var root = (await sandbox.RunAsync("env", Tool, "--json")).ShouldSucceed();
        Assert.AreEqual("PATH", root.Json.GetProperty("entries")[0].GetProperty("key").GetString());
        Assert.AreEqual(root.Output, (await sandbox.RunAsync("package", "env", "--json", Tool)).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task MissingPackagesEndWith79()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        (await sandbox.RunAsync("install", "tools.local/demo/tool:9")).ShouldExit(79).ShouldTell("error OCX2002: ");
    }

    [TestMethod]
    public async Task OfflineADirectoryIsThereAndAHostIsNot()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        (await sandbox.RunAsync("--offline", "install", Tool)).ShouldSucceed();
        (await sandbox.RunAsync("--offline", "install", "registry.invalid/demo/tool:1")).ShouldExit(81).ShouldTell("error OCX5001: ");
    }

    [TestMethod]
    public async Task WholeWayOverHttp()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host).Set("OCX_DEFAULT_REGISTRY", registry.Host);
        await sandbox.PublishToolAsync("demo/tool:1", "tool", "echo $1");
        (await sandbox.RunAsync("install", "demo/tool:1")).ShouldSucceed();
        (await sandbox.RunAsync("find", "demo/tool:1")).ShouldSucceed();
        Assert.AreEqual("done\n", (await sandbox.RunAsync("package", "exec", "demo/tool:1", "--", "tool", "done")).ShouldSucceed().Output);
    }
}
