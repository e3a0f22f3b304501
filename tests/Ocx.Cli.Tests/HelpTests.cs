namespace Ocx.Cli.Tests;

[TestClass]
public sealed class HelpTests
{
    private static readonly string[] Verbs =
    [
        "init", "add", "lock", "update", "pull", "run", "env", "install", "uninstall", "select", "deselect", "exec", "find", "which", "login", "logout", "clean",
        "explain", "about", "info", "version", "help",
        "package create", "package test", "package push", "package import", "package copy", "package describe", "package cascade check", "package cascade repair",
        "package info", "package inspect", "package install", "package uninstall", "package select", "package deselect",
        "package pull", "package which", "package exec", "package env", "store verify", "config show", "index update", "index list", "index catalog",
    ];

    public static IEnumerable<string[]> AllVerbs => Verbs.Select(verb => new[] { verb });

    [TestMethod]
    [DynamicData(nameof(AllVerbs))]
    public async Task EveryVerbTellsItsUseWithExamples(string verb)
    {
        using var sandbox = new Sandbox();
        var help = (await sandbox.RunAsync([.. verb.Split(' '), "--help"])).ShouldSucceed();
        var name = verb == "info" ? "about" : verb;
        Assert.Contains($"Usage:\n  ocx {name}", help.Output);
        Assert.Contains("Examples:\n  ocx " + name, help.Output);
        Assert.AreEqual("", help.Error);
    }

    [TestMethod]
    public async Task HelpFitsInto80Columns()
    {
        using var sandbox = new Sandbox();
        var help = (await sandbox.RunAsync("--help")).ShouldSucceed();
        Assert.IsEmpty(help.Output.Split('\n').Where(line => line.Length > 80), help.ToString());
    }

    [TestMethod]
    public async Task HelpSaysWhereShortNamesOfGlobalOptionsStand()
    {
        using var sandbox = new Sandbox();
        Assert.Contains("Options, before or after the command; -c, -g, -r, -q, -l only before it:\n", (await sandbox.RunAsync("--help")).ShouldSucceed().Output);
        (await sandbox.RunAsync("-q", "version")).ShouldSucceed();
        (await sandbox.RunAsync("version", "-q")).ShouldExit(64).ShouldTell("-q stands before the command; after it, write --quiet.");
    }

    [TestMethod]
    public async Task WithoutArgumentsTheOverviewIsShown()
    {
        using var sandbox = new Sandbox();
        var overview = (await sandbox.RunAsync()).ShouldSucceed();
        Assert.Contains("Quick start:", overview.Output);
        foreach (var verb in Verbs.Where(verb => verb is "package create" or "package push" or "package copy" or "package describe" || !verb.StartsWith("package ", StringComparison.Ordinal)).Where(verb => verb != "info"))
        {
            Assert.Contains($"\n  {verb} ", overview.Output);
        }

        Assert.AreEqual(overview.Output, (await sandbox.RunAsync("--help")).Output);
    }

    [TestMethod]
    public async Task HelpOfAVerbIsShownForTheWordToo()
    {
        using var sandbox = new Sandbox();
        var byOption = (await sandbox.RunAsync("package", "push", "--help")).ShouldSucceed();
        var byWord = (await sandbox.RunAsync("help", "package", "push")).ShouldSucceed();
        Assert.AreEqual(byOption.Output, byWord.Output);
    }

    [TestMethod]
    public async Task AGroupListsItsCommands()
    {
        using var sandbox = new Sandbox();
        var help = (await sandbox.RunAsync("package", "--help")).ShouldSucceed();
        foreach (var verb in Verbs.Where(verb => verb.StartsWith("package ", StringComparison.Ordinal)))
        {
            Assert.Contains($"\n  {verb["package ".Length..]} ", help.Output);
        }
    }

    [TestMethod]
    public async Task UnknownWordsAfterHelpAreRefused()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("help", "nonsense")).ShouldExit(64);
    }
}
