using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class CascadeTests
{
    private const string Tool = "tools.local/demo/tool";

    [TestMethod]
    public async Task CheckTellsWhatIsWrongAndRepairMendsIt()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync($"{Tool}:1.2.3", "tool", "true");

        var check = (await sandbox.RunAsync("package", "cascade", "check", Tool)).ShouldExit(65).ShouldTell($"ocx package cascade repair {Tool}");
        Assert.MatchesRegex("^Tag     Platform  Status   What To Do +\n1       any       missing  Repair adds what 1.2.3 has\\.\n", check.Output);
        var dry = (await sandbox.RunAsync("package", "cascade", "repair", "--dry-run", Tool)).ShouldExit(65).Output;
        Assert.MatchesRegex("\n1\\.2     planned  any is missing\n", dry);
        var repair = (await sandbox.RunAsync("package", "cascade", "repair", "--announce-tags", "tags", Tool)).ShouldSucceed().Output;
        Assert.MatchesRegex("\nlatest  written +\n", repair);
        Assert.AreEqual("1.2\n1\nlatest\n", File.ReadAllText(sandbox.PathOf("tags")));
        Assert.AreEqual("", (await sandbox.RunAsync("package", "cascade", "check", Tool)).ShouldSucceed().Error);
        Assert.MatchesRegex("^Tag  Status  Meaning\n$", (await sandbox.RunAsync("package", "cascade", "repair", Tool)).ShouldSucceed().Output);
        (await sandbox.RunAsync("exec", $"{Tool}:1", "--", "tool")).ShouldSucceed();
    }

    [TestMethod]
    public async Task ReportsHaveTheMembersOfTheContract()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync($"{Tool}:1.2.3", "tool", "true");
        await sandbox.PublishToolAsync($"{Tool}:nightly", "tool", "true");

        var check = (await sandbox.RunAsync("package", "cascade", "check", $"{Tool}:1.2", "--json")).ShouldExit(65).Json;
        var report = check.GetProperty("reports")[0];
        Assert.AreSequenceEqual(
            ["identifier", "logical", "aliases", "rows", "index_findings", "ignored_tags", "unrepairable"],
            report.EnumerateObject().Select(member => member.Name));
        Assert.AreEqual(Tool, report.GetProperty("identifier").GetString());
        Assert.AreEqual("absent", report.GetProperty("aliases").GetProperty("1.2").GetProperty("state").GetString());
        Assert.AreEqual("nightly", report.GetProperty("ignored_tags")[0].GetString());
        var row = report.GetProperty("rows")[0];
        Assert.AreSequenceEqual(
            ["tag", "platform", "status", "observed", "expected", "source", "observed_source"], row.EnumerateObject().Select(member => member.Name));
        Assert.AreEqual("missing", row.GetProperty("status").GetString());
        Assert.StartsWith("sha256:", row.GetProperty("expected").GetString()!);

        var repair = (await sandbox.RunAsync("package", "cascade", "repair", Tool, "--json")).ShouldSucceed().Json;
        Assert.AreSequenceEqual(["entries", "dry_run", "announce_tags_path"], repair.EnumerateObject().Select(member => member.Name));
        var entry = repair.GetProperty("entries")[0];
        Assert.AreSequenceEqual(["report", "planned", "outcomes", "announce_tags"], entry.EnumerateObject().Select(member => member.Name));
        var outcome = entry.GetProperty("outcomes")[0];
        Assert.AreEqual("1.2", outcome.GetProperty("tag").GetString());
        Assert.AreSequenceEqual(["outcome", "digest", "verified"], outcome.GetProperty("outcome").EnumerateObject().Select(member => member.Name));
        Assert.AreEqual("written", outcome.GetProperty("outcome").GetProperty("outcome").GetString());
    }

    [TestMethod]
    public async Task WhatIsNotPossibleIsSaid()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync($"{Tool}:1.2.3", "tool", "true");
        (await sandbox.RunAsync("package", "cascade", "check", $"{Tool}:debug")).ShouldExit(64).ShouldTell("'debug' is not a version");
        (await sandbox.RunAsync("package", "cascade", "check", $"{Tool}@sha256:{new string('a', 64)}")).ShouldExit(64);
        (await sandbox.RunAsync("package", "cascade", "check", $"{Tool}:2")).ShouldExit(79).ShouldTell("has no version 2");
        (await sandbox.RunAsync("package", "cascade", "check")).ShouldExit(64);
        (await sandbox.RunAsync("package", "cascade", "repair", "--announce-tags", "tags", Tool, "tools.local/demo/other")).ShouldExit(64).ShouldTell("no room");
        (await sandbox.RunAsync("--offline", "package", "cascade", "check", "registry.invalid/demo/tool")).ShouldExit(81).ShouldTell("OCX5001");
    }

    [TestMethod]
    public async Task AFileOfTagsKeepsWhatItHas()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync($"{Tool}:1.2.3", "tool", "true");
        sandbox.Write("tags", "0.9\n1.2");
        (await sandbox.RunAsync("package", "cascade", "repair", "--announce-tags", "tags", Tool)).ShouldSucceed();
        Assert.AreEqual("0.9\n1.2\n1\nlatest\n", File.ReadAllText(sandbox.PathOf("tags")));
    }

    [TestMethod]
    public async Task AFileOfTagsThatCannotBeWrittenIsToldBeforeATagIs()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync($"{Tool}:1.2.3", "tool", "true");
        (await sandbox.RunAsync("package", "cascade", "repair", "--announce-tags", "none/tags", Tool)).ShouldExit(74);
        (await sandbox.RunAsync("package", "cascade", "check", Tool)).ShouldExit(65);
    }

    [TestMethod]
    public async Task ARegistryThatTakesNothingIsNamedWithItsReason()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var tool = await sandbox.PublishToolAsync($"{registry.Host}/demo/tool:1.2.3", "tool", "true");
        registry.Faults.Add(Fault.Error(403, "DENIED", "read only"), RequestKind.Manifest, method: "PUT");
        var repair = (await sandbox.RunAsync("package", "cascade", "repair", tool)).ShouldExit(65).ShouldTell("error OCX2003: ");
        Assert.MatchesRegex("\n1\\.2     failed ", repair.Output);
    }
}
