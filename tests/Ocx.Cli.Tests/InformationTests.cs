using System.Runtime.InteropServices;

namespace Ocx.Cli.Tests;

[TestClass]
public sealed class InformationTests
{
    [TestMethod]
    public async Task VersionIsBareTextOrJson()
    {
        using var sandbox = new Sandbox();
        var plain = (await sandbox.RunAsync("version")).ShouldSucceed().Output;
        Assert.MatchesRegex(@"^\d+\.\d+\.\d+[^\n+]*\n$", plain);
        Assert.AreEqual(plain, (await sandbox.RunAsync("--version")).Output);
        Assert.AreEqual($"{{\n  \"version\": \"{plain.Trim()}\"\n}}\n", (await sandbox.RunAsync("--json", "version")).Output);
    }

    [TestMethod]
    public async Task VersionReadsNoConfiguration()
    {
        using var sandbox = new Sandbox();
        File.WriteAllText(Path.Combine(sandbox.Home, "config.toml"), "not toml");
        (await sandbox.RunAsync("version")).ShouldSucceed();
        (await sandbox.RunAsync("about")).ShouldExit(78).ShouldTell("config.toml(1,");
    }

    [TestMethod]
    public async Task AboutShowsTheSettingsInEffect()
    {
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_DEFAULT_REGISTRY", Sandbox.LocalRegistry).Set("SHELL", "/usr/bin/zsh");
        var about = (await sandbox.RunAsync("about", "--json")).ShouldSucceed().Json;
        Assert.AreEqual(sandbox.Home, about.GetProperty("home").GetString());
        Assert.AreEqual(Sandbox.LocalRegistry, about.GetProperty("registry").GetString());
        Assert.AreEqual("zsh", about.GetProperty("shell").GetString());
        Assert.EndsWith(RuntimeInformation.OSArchitecture == Architecture.X64 ? "/amd64" : "/arm64", about.GetProperty("platforms")[0].GetString()!);
        var plain = (await sandbox.RunAsync("info")).ShouldSucceed().Output;
        Assert.Contains($"Home       {sandbox.Home}\n", plain);
    }

    [TestMethod]
    public async Task ExplainTellsCauseAndRemedy()
    {
        using var sandbox = new Sandbox();
        var text = (await sandbox.RunAsync("explain", "ocx1006")).ShouldSucceed().Output;
        Assert.StartsWith("OCX1006: ", text);
        Assert.Contains("\nRemedy:  Run `ocx lock`", text);
        var json = (await sandbox.RunAsync("explain", "OCX1006", "--json")).ShouldSucceed().Json;
        Assert.AreEqual(65, json.GetProperty("exit_code").GetInt32());
    }

    [TestMethod]
    public async Task ExplainWithoutCodeListsAll()
    {
        using var sandbox = new Sandbox();
        var lines = (await sandbox.RunAsync("explain")).ShouldSucceed().Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("Code     Exit  Title", lines[0]);
        Assert.HasCount(1, lines.Select(line => line.Length).Distinct().ToList(), "cells are padded, the last one too");
        Assert.AreEqual(lines.Length - 1, (await sandbox.RunAsync("explain", "--json")).Json.GetArrayLength());
    }

    [TestMethod]
    public async Task TheLastOfFormatAndJsonCounts()
    {
        using var sandbox = new Sandbox();
        Assert.StartsWith("{", (await sandbox.RunAsync("--format", "plain", "version", "--json")).Output);
        Assert.DoesNotStartWith("{", (await sandbox.RunAsync("--json", "version", "--format", "plain")).Output);
    }

    [TestMethod]
    [DataRow("1", true)]
    [DataRow("YES", true)]
    [DataRow("off", false)]
    [DataRow("", false)]
    [DataRow("maybe", false)]
    public async Task QuietPrintsNoReport(string word, bool quiet)
    {
        using var sandbox = new Sandbox();
        var result = (await sandbox.Set("OCX_QUIET", word).RunAsync("version", "--json")).ShouldSucceed();
        Assert.AreEqual(quiet, result.Output.Length == 0);
        Assert.AreEqual(word == "maybe", result.Error.StartsWith("warning: OCX_QUIET", StringComparison.Ordinal), result.Error);
    }

    [TestMethod]
    public async Task ColorIsOffInPipesUnlessForced()
    {
        using var sandbox = new Sandbox();
        Assert.DoesNotContain("\e", (await sandbox.RunAsync("explain")).Output);
        Assert.StartsWith("\e[4mCode", (await sandbox.RunAsync("--color", "always", "explain")).Output);
        Assert.StartsWith("\e[1;31merror OCX1022:", (await sandbox.RunAsync("nonsense", "--color=always")).Error);
        sandbox.Set("CLICOLOR_FORCE", "1");
        Assert.StartsWith("\e[4mCode", (await sandbox.RunAsync("explain")).Output);
        sandbox.Set("NO_COLOR", "1");
        Assert.DoesNotContain("\e", (await sandbox.RunAsync("explain")).Output);
    }

    [TestMethod]
    public async Task NamesFromOutsideCannotForgeLines()
    {
        using var sandbox = new Sandbox();
        var result = (await sandbox.RunAsync("install", "evil\u202e\nerror OCX0000: forged")).ShouldExit(65);
        Assert.Contains("evil\\u202e\\u000aerror OCX0000", result.Error);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task AFullDiskIsAnErrorAndALostReaderIsNot()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunInShellAsync("\"$OCX\" version > /dev/full")).ShouldExit(74).ShouldTell("error OCX3001: ");
        (await sandbox.RunInShellAsync("\"$OCX\" --help > /dev/full")).ShouldExit(74).ShouldTell("error OCX3001: ");
        var lost = (await sandbox.RunInShellAsync("{ \"$OCX\" explain; echo $? >&2; } | true")).ShouldSucceed();
        Assert.AreEqual("0\n", lost.Error);
    }
}
