using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ModeTests
{
    [TestMethod]
    public async Task AnIndexOfOnesOwnTakesThePlaceOfTheStores()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox().Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var hello = await sandbox.PublishToolAsync($"{registry.Host}/hello:1", "hello", "echo old");
        (await sandbox.RunAsync("--index", "index", "index", "update", hello)).ShouldSucceed();
        var file = sandbox.PathOf($"index/{registry.Host.Replace(':', '_')}/hello.json");
        var shipped = File.ReadAllBytes(file);
        await sandbox.PublishToolAsync(hello, "hello", "echo new");

        Assert.AreEqual("old\n", (await sandbox.RunAsync("--index", "index", "exec", hello, "--", "hello")).ShouldSucceed().Output);
        Assert.AreEqual("new\n", (await sandbox.RunAsync("exec", hello, "--", "hello")).ShouldSucceed().Output);
        Assert.AreEqual("new\n", (await sandbox.RunAsync("exec", "--remote", "--index", "index", hello, "--", "hello")).ShouldSucceed().Output);
        Assert.AreSequenceEqual(shipped, File.ReadAllBytes(file));

        sandbox.Set("OCX_INDEX", "index");
        Assert.AreEqual("old\n", (await sandbox.RunAsync("--offline", "exec", hello, "--", "hello")).ShouldSucceed().Output);
        (await sandbox.RunAsync("--offline", "--index", "empty", "find", hello)).ShouldExit(81).ShouldTell($"does not know the tag {hello}");
        Assert.IsFalse(Directory.Exists(sandbox.PathOf("empty")));
    }

    [TestMethod]
    public async Task ChildrenGetTheSameMode()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/hello:1", "hello", "echo \"[$OCX_INDEX] [$OCX_OFFLINE] [$OCX_REMOTE] [$OCX_FROZEN]\"");
        sandbox.Set("OCX_INDEX", "stale");

        Assert.AreEqual(
            $"[{sandbox.PathOf("index")}] [1] [] [1]\n",
            (await sandbox.RunAsync("--index", "index", "--offline", "--frozen", "exec", hello, "--", "hello")).ShouldSucceed().Output);
        Assert.AreEqual($"[{sandbox.PathOf("stale")}] [] [1] []\n", (await sandbox.RunAsync("--remote", "exec", hello, "--", "hello")).ShouldSucceed().Output);
        Assert.AreEqual("[] [] [] []\n", (await sandbox.Set("OCX_INDEX", "").RunAsync("exec", hello, "--", "hello")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task ChildrenGetTheSameProjectAndConfiguration()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/hello:1", "hello", "echo \"[$OCX_PROJECT] [$OCX_GLOBAL] [$OCX_CONFIG]\"");
        sandbox.Write("a.toml", "");
        sandbox.Write("b.toml", "");
        string[] command = ["exec", "--clean", hello, "--", "hello"];

        Assert.AreEqual("[] [1] []\n", (await sandbox.RunAsync(["--global", .. command])).ShouldSucceed().Output);
        sandbox.Set("OCX_PROJECT", "p.toml").Set("OCX_CONFIG", "a.toml");
        Assert.AreEqual($"[{sandbox.PathOf("p.toml")}] [] [{sandbox.PathOf("a.toml")}]\n", (await sandbox.RunAsync(command)).ShouldSucceed().Output);
        var both = (await sandbox.RunAsync(["--project", "q.toml", "--config", "b.toml", .. command])).ShouldSucceed();
        Assert.AreEqual($"[{sandbox.PathOf("q.toml")}] [] [{sandbox.PathOf("b.toml")}]\n", both.Output);
        both.ShouldTell("warning: ").ShouldTell("will not read a.toml");
        Assert.DoesNotContain("warning", (await sandbox.RunAsync(["--config", "a.toml", .. command])).ShouldSucceed().Error);
    }

    [TestMethod]
    public async Task AnIndexWithoutNameIsTheStores()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("--config", "", "config", "show")).ShouldSucceed();
        var shown = (await sandbox.RunAsync("--index", "", "config", "show", "index", "--json")).ShouldSucceed();
        Assert.AreEqual(Path.Combine(sandbox.Home, "tags"), shown.Json[0].GetProperty("value").GetString());
    }

    [TestMethod]
    [DataRow("ocx=info", true)]
    [DataRow("off,ocx=info,hyper=error", true)]
    [DataRow("warn", false)]
    public async Task OfAListOfLevelsTheMostTellingCounts(string log, bool tellsNotes)
    {
        using var sandbox = new Sandbox().Set("OCX_LOG", log).Set("OCX_OFFLINE", "1").Set("OCX_REMOTE", "1");
        Assert.HasCount(tellsNotes ? 1 : 0, (await sandbox.RunAsync("config", "show")).ShouldSucceed().Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        (await sandbox.Set("OCX_LOG", "ocx=loud").RunAsync("config", "show")).ShouldSucceed().ShouldTell("OCX_LOG is 'ocx=loud'");
    }

    [TestMethod]
    public async Task AnIndexThatCannotBeWrittenIsWarnedOfAndNoObstacle()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/hello:1", "hello", "echo hello");
        var index = sandbox.Write("index", "no directory");

        var result = (await sandbox.RunAsync("--index", index, "exec", hello, "--", "hello")).ShouldSucceed();

        Assert.AreEqual("hello\n", result.Output);
        result.ShouldTell("warning: ").ShouldTell($"{hello} is not noted in the local index");
        (await sandbox.RunAsync("--index", index, "index", "update", hello)).ShouldExit(74).ShouldTell(index);
    }

    [TestMethod]
    public async Task OfflineAndRemoteTogetherTakeOnlyWhatIsKnown()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox().Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var hello = await sandbox.PublishToolAsync($"{registry.Host}/hello:1", "hello", "echo hello");
        string[] install = ["--offline", "--remote", "--log-level", "info", "install", hello];
        registry.ResetRequests();

        (await sandbox.RunAsync(install)).ShouldExit(81).ShouldTell(hello);
        Assert.IsEmpty(registry.Requests.All);
        (await sandbox.RunAsync("install", hello)).ShouldSucceed();
        registry.ResetRequests();
        var known = (await sandbox.RunAsync(install)).ShouldSucceed();
        Assert.ContainsSingle(known.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        known.ShouldTell("Offline and remote together");
        Assert.IsEmpty(registry.Requests.All);
    }

    [TestMethod]
    public async Task FrozenAndRemoteContradictEachOther()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("--frozen", "--remote", "install", "tools.local/hello:1")).ShouldExit(64);
        (await sandbox.Set("OCX_FROZEN", "1").RunAsync("--remote", "install", "tools.local/hello:1")).ShouldExit(64)
            .ShouldTell("--frozen (OCX_FROZEN, OcxFrozen) forbids what --remote (OCX_REMOTE) asks for");
    }

    [TestMethod]
    [DataRow("--offline")]
    [DataRow("--frozen")]
    public async Task WithoutAskingTheRegistryNothingIsUpdated(string mode)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox().Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var hello = await sandbox.PublishToolAsync($"{registry.Host}/hello:1", "hello", "echo one");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        (await sandbox.RunAsync("add", hello)).ShouldSucceed();
        await sandbox.PublishToolAsync(hello, "hello", "echo two");
        (await sandbox.RunAsync("update")).ShouldSucceed();
        var locked = File.ReadAllText(sandbox.PathOf("ocx.lock"));
        registry.ResetRequests();

        (await sandbox.RunAsync(mode, "update")).ShouldExit(81).ShouldTell($"Leave out {mode} (");
        (await sandbox.RunAsync(mode, "update", "--check")).ShouldExit(81);

        Assert.AreEqual(locked, File.ReadAllText(sandbox.PathOf("ocx.lock")));
        Assert.IsEmpty(registry.Requests.All);
    }

    [TestMethod]
    public async Task ADirectoryIsAskedOfflineToo()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/hello:1", "hello", "echo one");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        (await sandbox.RunAsync("add", hello)).ShouldSucceed();
        await sandbox.PublishToolAsync(hello, "hello", "echo two");

        (await sandbox.RunAsync("--offline", "update", "--check")).ShouldExit(65);
        (await sandbox.RunAsync("--offline", "update")).ShouldSucceed();
        Assert.AreEqual("two\n", (await sandbox.RunAsync("run", "--", "hello")).ShouldSucceed().Output);

        Assert.AreEqual("one\n", (await sandbox.RunAsync("--offline", "exec", hello, "--", "hello")).ShouldSucceed().Output);
        (await sandbox.RunAsync("--offline", "index", "update", hello)).ShouldSucceed();
        Assert.AreEqual("two\n", (await sandbox.RunAsync("--offline", "exec", hello, "--", "hello")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task LockTellsWhichPinsMoved()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/hello:1", "hello", "echo one");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        var old = (await sandbox.RunAsync("add", hello, "--json")).ShouldSucceed().Json[0].GetProperty("digest").GetString();
        await sandbox.PublishToolAsync(hello, "hello", "echo two");
        var next = (await sandbox.RunAsync("update", "--json")).ShouldSucceed().Json[0].GetProperty("digest").GetString();
        File.AppendAllText(sandbox.PathOf("ocx.toml"), $"other = \"{hello}\"\n");

        (await sandbox.RunAsync("lock", "--log-level", "info")).ShouldSucceed().ShouldTell($"hello: {next} -> {old}");
    }

    [TestMethod]
    public async Task UpdateTellsWhatWasLockedAndWhatIs()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/hello:1", "hello", "echo one");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        var old = (await sandbox.RunAsync("add", hello, "--json")).ShouldSucceed().Json[0].GetProperty("digest").GetString();
        await sandbox.PublishToolAsync(hello, "hello", "echo two");
        Assert.AreEqual("one\n", (await sandbox.RunAsync("run", "--", "hello")).ShouldSucceed().Output);

        var update = (await sandbox.RunAsync("update", "--log-level", "info", "--json")).ShouldSucceed();

        var locked = update.Json[0].GetProperty("digest").GetString();
        Assert.AreNotEqual(old, locked);
        update.ShouldTell($"hello: {old} -> {locked}");
    }
}
