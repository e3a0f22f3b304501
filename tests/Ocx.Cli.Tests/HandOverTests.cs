namespace Ocx.Cli.Tests;

/// <summary>What a started program sees: arguments, input, environment; and what becomes of its exit code.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class HandOverTests
{
    private const string Tool = "tools.local/demo/tool:1";

    [TestMethod]
    public async Task ArgumentsArriveExactly()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "show", """for word in "$@"; do printf '<%s>' "$word"; done""");
        string[] words = ["two words", "\"quoted\" 'quoted'", "", "line\nbreak", "tab\t", "$HOME `id` \\", "žluťoučký 漢字 🙂", "--json", "-q", "--", "--help", "*"];
        var result = (await sandbox.RunAsync(["exec", Tool, "--", "show", .. words])).ShouldSucceed();
        Assert.AreEqual(string.Concat(words.Select(word => $"<{word}>")), result.Output);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    [DataRow(64)]
    [DataRow(255)]
    public async Task ExitCodePassesThrough(int code)
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "end", "exit $1");
        var result = (await sandbox.RunAsync("exec", Tool, "--", "end", $"{code}")).ShouldExit(code);
        Assert.AreEqual("", result.Output + result.Error);
    }

    [TestMethod]
    public async Task StandardInputIsInherited()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "upper", "tr a-z A-Z");
        Assert.AreEqual("ONE\nTWO\n", (await sandbox.RunWithInputAsync("one\ntwo\n", "exec", Tool, "--", "upper")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task TheProgramTakesTheProcessOver()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "parent", "echo $$ $PPID");
        var numbers = (await sandbox.RunAsync("exec", Tool, "--", "parent")).ShouldSucceed().Output.Trim().Split(' ');
        Assert.AreEqual($"{Environment.ProcessId}", numbers[1], "no ocx process stays in between");
    }

    [TestMethod]
    public async Task BrokenPipesEndTheProgramAsUsual()
    {
        using var sandbox = new Sandbox();
        // 128 + SIGPIPE: only a program that does not ignore the signal dies of it.
        await sandbox.PublishToolAsync(Tool, "pipe", "(sh -c 'kill -PIPE $$; echo survived'); echo $?");
        Assert.AreEqual("141\n", (await sandbox.RunAsync("exec", Tool, "--", "pipe")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task CleanStartsFromAnEmptyEnvironment()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "show", "/usr/bin/env");
        sandbox.Set("LEAK", "1");
        Assert.Contains("LEAK=1\n", (await sandbox.RunAsync("exec", Tool, "--", "show")).ShouldSucceed().Output);
        var clean = (await sandbox.RunAsync("exec", "--clean", Tool, "--", "show")).ShouldSucceed().Output;
        Assert.DoesNotContain("LEAK", clean);
        Assert.DoesNotContain("DOTNET_ROOT", clean);
        Assert.Contains("OCX_BINARY_PIN=", clean);
    }

    [TestMethod]
    public async Task OverridesApplyLast()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "show", """echo "$ONE|$LIST|${PATH%%:*}" """);
        sandbox.Set("LIST", "a");
        var result = await sandbox.RunAsync("exec", "--env", "ONE=x=y", "--env", "LIST:list:,=b", "--env", "PATH:path=sub dir", Tool, "--", "show");
        Assert.AreEqual($"x=y|a,b|{sandbox.PathOf("sub dir")}\n", result.ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task ModesAreForwardedAndPresentationIsNot()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "show", """echo "$OCX_OFFLINE|$OCX_REMOTE|$OCX_QUIET|$OCX_HOME" """);
        (await sandbox.RunAsync("install", Tool)).ShouldSucceed();
        sandbox.Set("OCX_REMOTE", "0");
        var result = (await sandbox.RunAsync("--offline", "--quiet", "exec", Tool, "--", "show")).ShouldSucceed();
        Assert.AreEqual($"1|||{sandbox.Home}\n", result.Output);
    }

    [TestMethod]
    public async Task UnknownCommandsEndWith1()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "show", "true");
        (await sandbox.RunAsync("exec", Tool, "--", "no-such-program")).ShouldExit(1).ShouldTell("error OCX4001: ");
        (await sandbox.RunAsync("exec", Tool, "--", "./no-such-program")).ShouldExit(1).ShouldTell("error OCX4001: ");
    }
}
