using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DescribeTests
{
    private const string Tool = "tools.local/demo/tool";

    [TestMethod]
    public async Task InfoTellsWhatDescribeHasSaid()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("README.md", "---\ntitle: Tool\nkeywords: [build, c++]\n---\n# Tool\n");
        sandbox.Write("logo.svg", "<svg/>");
        var described = (await sandbox.RunAsync("package", "describe", "--readme", "README.md", "--logo", "logo.svg", "--description", "Does\u001b[2Jit", Tool)).ShouldSucceed();
        Assert.AreEqual("", described.Output + described.Error);

        var info = (await sandbox.RunAsync("package", "info", $"{Tool}:1.2.3", "tools.local/demo/other")).ShouldSucceed();
        Assert.AreEqual(
            $"== {Tool}:1.2.3 ==\nTitle: Tool\nDescription: Does\\u001b[2Jit\nKeywords: build,c++\n== tools.local/demo/other ==\nThere is no description.\n", info.Output);

        var json = (await sandbox.RunAsync("package", "info", Tool, "--json", "--save-readme", "saved.md", "--save-logo", "saved.svg")).ShouldSucceed().Json.GetProperty(Tool);
        Assert.AreEqual("Tool", json.GetProperty("title").GetString());
        Assert.AreEqual("Does\u001b[2Jit", json.GetProperty("description").GetString());
        Assert.AreEqual("build,c++", json.GetProperty("keywords").GetString());
        Assert.AreEqual(File.ReadAllText(sandbox.PathOf("README.md")), File.ReadAllText(sandbox.PathOf("saved.md")));
        Assert.AreEqual("<svg/>", File.ReadAllText(sandbox.PathOf("saved.svg")));
    }

    [TestMethod]
    public async Task WhatMisleadsOnATerminalIsEscapedInJson()
    {
        const string Title = "evil\u202egnp.exe\u200b\u2028 \u009b2J \U000e0041 \u00e9";
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("package", "describe", "--title", Title, Tool)).ShouldSucceed();
        var info = (await sandbox.RunAsync("package", "info", Tool, "--json")).ShouldSucceed();
        Assert.AreEqual(Title, info.Json.GetProperty(Tool).GetProperty("title").GetString());
        Assert.Contains("evil\\u202egnp.exe\\u200b\\u2028 \\u009b2J \\udb40\\udc41 \u00e9", info.Output, StringComparison.OrdinalIgnoreCase);
        var failure = await sandbox.RunAsync("package", "which", "--json", "tools.local/no\u202ene:1");
        Assert.AreNotEqual(0, failure.ExitCode);
        Assert.DoesNotContain("\u202e", failure.Output);
    }

    [TestMethod]
    public async Task WhatIsAbsentIsNullAndCannotBeSaved()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("package", "describe", "--title", "Tool", Tool)).ShouldSucceed();
        var info = (await sandbox.RunAsync("package", "info", "--json", Tool, "tools.local/none")).ShouldSucceed().Json;
        Assert.AreEqual(System.Text.Json.JsonValueKind.Null, info.GetProperty(Tool).GetProperty("keywords").ValueKind);
        Assert.AreEqual(System.Text.Json.JsonValueKind.Null, info.GetProperty("tools.local/none").ValueKind);
        (await sandbox.RunAsync("package", "info", "--save-logo", "logo.png", Tool)).ShouldExit(79).ShouldTell("has no logo to save");
        Assert.IsFalse(File.Exists(sandbox.PathOf("logo.png")));
        (await sandbox.RunAsync("package", "info", "--save-readme", "x", Tool, "tools.local/none")).ShouldExit(64);
    }

    [TestMethod]
    public async Task WrongUseHasTheExitCodesOfTheFormat()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("logo.png", "<svg/>");
        (await sandbox.RunAsync("package", "describe", Tool)).ShouldExit(1).ShouldTell("OCX1022");
        (await sandbox.RunAsync("package", "describe", "--from", "tools.local/a", "--title", "x", Tool)).ShouldExit(64).ShouldTell("--title");
        (await sandbox.RunAsync("package", "describe", "--logo", "logo.png", Tool)).ShouldExit(65).ShouldTell("OCX2027");
        (await sandbox.RunAsync("package", "describe", "--readme", "none.md", Tool)).ShouldExit(79);
        (await sandbox.RunAsync("package", "describe", "--title", "x", "tools.local/a")).ShouldSucceed();
        (await sandbox.RunAsync("package", "describe", "--from", "tools.local/b", Tool)).ShouldExit(79).ShouldTell("OCX2002");
        (await sandbox.RunAsync("--offline", "package", "describe", "--title", "x", "registry.invalid/a")).ShouldExit(81).ShouldTell("OCX5001");
        (await sandbox.RunAsync("--offline", "package", "info", "registry.invalid/a")).ShouldExit(81).ShouldTell("OCX5001");
    }

    [TestMethod]
    [RequiresProgram("docker-registry")]
    [RequiresProgram("skopeo")]
    public async Task AnotherToolReadsTheDescription()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        sandbox.Write("README.md", "# Tool\n");
        (await sandbox.RunAsync("package", "describe", "--readme", "README.md", "--title", "Tool", $"{registry.Host}/far/tool")).ShouldSucceed();

        var raw = (await sandbox.StartAsync(
            "skopeo", "", ["--insecure-policy", "inspect", "--raw", "--tls-verify=false", $"docker://{registry.Host}/far/tool:__ocx.desc"])).ShouldSucceed().Json;
        Assert.AreEqual("application/vnd.sh.ocx.description.v1", raw.GetProperty("artifactType").GetString());
        Assert.AreEqual("application/markdown", raw.GetProperty("layers")[0].GetProperty("mediaType").GetString());
        Assert.AreEqual("Tool", raw.GetProperty("annotations").GetProperty("org.opencontainers.image.title").GetString());

        // The tag is none of the package's.
        (await sandbox.RunAsync("--remote", "index", "list", $"{registry.Host}/far/tool")).ShouldExit(79);
    }
}
