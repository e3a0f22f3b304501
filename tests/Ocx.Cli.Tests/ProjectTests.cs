using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ProjectTests
{
    [TestMethod]
    public async Task FromInitToRun()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/demo/hello:1.0", "hello", "echo hello, $1");

        var init = (await sandbox.RunAsync("init")).ShouldSucceed();
        Assert.AreEqual("", init.Output + init.Error);
        var add = (await sandbox.RunAsync("add", hello, "--json")).ShouldSucceed().Json;
        var entry = add[0];
        Assert.AreEqual("hello", entry.GetProperty("binding").GetString());
        Assert.AreEqual("default", entry.GetProperty("group").GetString());
        Assert.StartsWith("sha256:", entry.GetProperty("digest").GetString()!);
        Assert.AreEqual(entry.GetProperty("digest").GetString(), entry.GetProperty("platforms").GetProperty("any").GetString());

        var pull = (await sandbox.RunAsync("pull", "--json")).ShouldSucceed().Json;
        var package = $"tools.local/demo/hello@{entry.GetProperty("digest").GetString()}";
        Assert.IsTrue(Directory.Exists(Path.Combine(pull.GetProperty(package).GetString()!, "content")));

        Assert.AreEqual("hello, world\n", (await sandbox.RunAsync("run", "--", "hello", "world")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task ProjectFileIsNotOverwritten()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("init")).ShouldSucceed();
        var written = File.ReadAllText(sandbox.PathOf("ocx.toml"));
        (await sandbox.RunAsync("init")).ShouldExit(64).ShouldTell("OCX1016");
        Assert.AreEqual(written, File.ReadAllText(sandbox.PathOf("ocx.toml")));
    }

    [TestMethod]
    public async Task LockWrittenTwiceIsTheSameFile()
    {
        using var sandbox = new Sandbox();
        await CreateProjectAsync(sandbox);
        var first = File.ReadAllBytes(sandbox.PathOf("ocx.lock"));
        var report = (await sandbox.RunAsync("lock", "--json")).ShouldSucceed().Output;
        Assert.AreSequenceEqual(first, File.ReadAllBytes(sandbox.PathOf("ocx.lock")));
        File.Delete(sandbox.PathOf("ocx.lock"));
        Assert.AreEqual(report, (await sandbox.RunAsync("lock", "--json")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task LockCheckTellsMissingStaleAndCurrent()
    {
        using var sandbox = new Sandbox();
        await CreateProjectAsync(sandbox);
        (await sandbox.RunAsync("lock", "--check")).ShouldSucceed();
        File.AppendAllText(sandbox.PathOf("ocx.toml"), "more = \"tools.local/demo/hello:1.0\"\n");
        (await sandbox.RunAsync("lock", "--check")).ShouldExit(65).ShouldTell("error OCX1006: ").ShouldTell("ocx lock");
        (await sandbox.RunAsync("run", "--", "hello")).ShouldExit(65);
        File.Delete(sandbox.PathOf("ocx.lock"));
        (await sandbox.RunAsync("lock", "--check")).ShouldExit(78).ShouldTell("OCX1005");
    }

    [TestMethod]
    public async Task UpdateFollowsAMovedTag()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync("tools.local/demo/hello:1.0", "hello", "echo old");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        (await sandbox.RunAsync("add", "tools.local/demo/hello:1.0")).ShouldSucceed();
        (await sandbox.RunAsync("update", "--check")).ShouldSucceed();

        await sandbox.PublishToolAsync("tools.local/demo/hello:1.0", "hello", "echo new");
        (await sandbox.RunAsync("lock")).ShouldSucceed();
        Assert.AreEqual("old\n", (await sandbox.RunAsync("run", "--", "hello")).ShouldSucceed().Output);
        var was = Locked(sandbox);
        var check = (await sandbox.RunAsync("update", "--check")).ShouldExit(65).ShouldTell("error OCX1006: ").ShouldTell("-> Run `ocx update`");
        (await sandbox.RunAsync("--frozen", "update")).ShouldExit(81);
        (await sandbox.RunAsync("update", "nope")).ShouldExit(64);

        (await sandbox.RunAsync("update", "hello")).ShouldSucceed();
        Assert.AreEqual("new\n", (await sandbox.RunAsync("run", "--", "hello")).ShouldSucceed().Output);
        check.ShouldTell($"hello {was[..19]} -> {Locked(sandbox)[..19]}.");
    }

    [TestMethod]
    public async Task UpdateCheckOfADeclarationThatIsNotLockedSaysWhich()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync("tools.local/demo/hello:1.0", "hello", "true");
        await sandbox.PublishToolAsync("tools.local/demo/hello:2.0", "hello", "true");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        (await sandbox.RunAsync("add", "tools.local/demo/hello:1.0")).ShouldSucceed();
        sandbox.Write("ocx.toml", File.ReadAllText(sandbox.PathOf("ocx.toml")).Replace(":1.0", ":2.0", StringComparison.Ordinal));

        // Both tags name the same, so no tag has moved; the lock is of another declaration all the same.
        (await sandbox.RunAsync("update", "--check")).ShouldExit(65).ShouldTell("error OCX1006: ").ShouldTell("tools.local/demo/hello:2.0");
    }

    [TestMethod]
    public async Task PullShowsWhatItWouldFetch()
    {
        using var sandbox = new Sandbox();
        await CreateProjectAsync(sandbox, "--no-pull");
        var planned = (await sandbox.RunAsync("pull", "--dry-run", "--json")).ShouldSucceed().Json[0];
        Assert.AreEqual("would-fetch", planned.GetProperty("status").GetString());
        Assert.AreEqual("null", planned.GetProperty("path").GetRawText());
        Assert.Contains("  would-fetch  -", (await sandbox.RunAsync("pull", "--dry-run")).ShouldSucceed().Output);
        (await sandbox.RunAsync("pull")).ShouldSucceed();
        Assert.Contains("  cached  ", (await sandbox.RunAsync("pull", "--dry-run")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task PullMovesTheTimeOfTheLockAndNothingElse()
    {
        using var sandbox = new Sandbox();
        await CreateProjectAsync(sandbox);
        var path = sandbox.PathOf("ocx.lock");
        var content = File.ReadAllBytes(path);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        (await sandbox.RunAsync("pull", "--dry-run")).ShouldSucceed();
        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(path));
        (await sandbox.RunAsync("pull")).ShouldSucceed();
        Assert.IsGreaterThan(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(path));
        Assert.AreSequenceEqual(content, File.ReadAllBytes(path));
    }

    [TestMethod]
    public async Task LockAdvisesHowToMerge()
    {
        using var sandbox = new Sandbox();
        sandbox.Write(".git/HEAD", "");
        var project = sandbox.Write("sub/ocx.toml", "[tools]\n");
        string[] command = ["lock", "--project", project];
        const string Advice = "ocx.lock merge=union";

        var written = (await sandbox.RunAsync(command)).ShouldSucceed().ShouldTell($"`{Advice}`").ShouldTell(sandbox.PathOf(".gitattributes"));
        Assert.ContainsSingle(written.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.AreEqual("", (await sandbox.RunAsync(command)).ShouldSucceed().Error, "nothing was written");

        sandbox.Write(".gitattributes", "# ocx.lock merge=union\nocx.lock text\n");
        File.Delete(sandbox.PathOf("sub/ocx.lock"));
        (await sandbox.RunAsync(command)).ShouldSucceed().ShouldTell(Advice);

        sandbox.Write(".gitattributes", "*.png binary\nocx.lock text merge=union\n");
        File.Delete(sandbox.PathOf("sub/ocx.lock"));
        Assert.AreEqual("", (await sandbox.RunAsync(command)).ShouldSucceed().Error);
    }

    [TestMethod]
    public async Task EnvShowsContributionsInOrder()
    {
        using var sandbox = new Sandbox();
        await CreateProjectAsync(sandbox);
        var entries = (await sandbox.RunAsync("env", "--env", "FLAGS:list:,=-O2", "--json")).ShouldSucceed().Json.GetProperty("entries");
        var path = entries.EnumerateArray().Last(entry => entry.GetProperty("key").GetString() == "PATH");
        Assert.AreEqual("path", path.GetProperty("type").GetString());
        Assert.IsFalse(path.TryGetProperty("separator", out _));
        var last = entries[entries.GetArrayLength() - 1];
        Assert.AreEqual("""{"key":"FLAGS","value":"-O2","type":"list","separator":","}""", System.Text.Json.JsonSerializer.Serialize(last));
        Assert.StartsWith("Key   Type  Value", (await sandbox.RunAsync("env")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task RunNarrowsToTheNamedTools()
    {
        using var sandbox = new Sandbox();
        await CreateProjectAsync(sandbox);
        (await sandbox.RunAsync("run", "hello", "--", "hello")).ShouldSucceed();
        (await sandbox.RunAsync("run", "goodbye", "--", "hello")).ShouldExit(64).ShouldTell("OCX1011");
        (await sandbox.RunAsync("run", "-g", "nowhere", "--", "hello")).ShouldExit(64).ShouldTell("OCX1009");
    }

    [TestMethod]
    public async Task GlobalProjectLivesInTheStore()
    {
        using var sandbox = new Sandbox();
        var hello = await sandbox.PublishToolAsync("tools.local/demo/hello:1.0", "hello", "echo hello");
        foreach (var verb in new[] { "lock", "pull" })
        {
            (await sandbox.RunAsync("--global", verb)).ShouldExit(79).ShouldTell("error OCX1001: ").ShouldTell("`ocx --global add REGISTRY/REPOSITORY:TAG` creates it.");
        }

        (await sandbox.RunAsync("-g", "add", hello)).ShouldSucceed();
        Assert.IsTrue(File.Exists(Path.Combine(sandbox.Home, "ocx.toml")));
        Assert.AreEqual("hello\n", (await sandbox.RunAsync("--global", "run", "--", "hello")).ShouldSucceed().Output);
        (await sandbox.Set("OCX_PROJECT", "x").RunAsync("--global", "run", "--", "hello")).ShouldExit(64).ShouldTell("OCX_PROJECT");
        sandbox.Set("OCX_GLOBAL", "1").Set("OCX_PROJECT", "");
        (await sandbox.RunAsync("run", "--project", "x", "--", "hello")).ShouldExit(64).ShouldTell("OCX_GLOBAL");
    }

    [TestMethod]
    public async Task GlobalEnvironmentNeverFails()
    {
        using var sandbox = new Sandbox();
        var result = (await sandbox.RunAsync("--global", "env", "--json")).ShouldSucceed();
        Assert.AreEqual(0, result.Json.GetProperty("entries").GetArrayLength());
    }

    [TestMethod]
    public async Task FailuresHaveAnEnvelopeInJson()
    {
        using var sandbox = new Sandbox();
        var result = (await sandbox.RunAsync("--json", "pull")).ShouldExit(64).ShouldTell("error OCX1001: ");
        Assert.ContainsSingle(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.AreEqual(1, result.Json.GetProperty("schema_version").GetInt32());
        Assert.AreEqual("pull", result.Json.GetProperty("command").GetString());
        Assert.AreEqual(64, result.Json.GetProperty("exit_code").GetInt32());
        var error = result.Json.GetProperty("error");
        Assert.AreEqual("usage_error", error.GetProperty("kind").GetString());
        Assert.AreEqual("OCX1001", error.GetProperty("detail").GetString());
        Assert.AreEqual("{}", error.GetProperty("context").GetRawText());
    }

    [TestMethod]
    public async Task SyntaxErrorsNameTheirPlace()
    {
        using var sandbox = new Sandbox();
        var project = sandbox.Write("ocx.toml", "[tools]\nx = \n");
        (await sandbox.RunAsync("lock")).ShouldExit(78).ShouldTell($"{project}(2,").ShouldTell("): error OCX1002: ");
    }

    [TestMethod]
    public async Task TurkishCultureChangesNothing()
    {
        using var sandbox = new Sandbox();
        sandbox.Set("LANG", "tr_TR.UTF-8").Set("LC_ALL", "tr_TR.UTF-8");
        await CreateProjectAsync(sandbox);
        Assert.AreEqual("hello, ıİiI\n", (await sandbox.RunAsync("run", "--", "hello", "ıİiI")).ShouldSucceed().Output);
        Assert.AreEqual("", (await sandbox.Set("OCX_QUIET", "TRUE").RunAsync("pull")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task SatisfiedLockAsksNothingOverHttp()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_INSECURE_REGISTRIES", registry.Host);
        var hello = await sandbox.PublishToolAsync($"{registry.Host}/demo/hello:1.0", "hello", "echo over http");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        (await sandbox.RunAsync("add", hello)).ShouldSucceed();
        registry.ResetRequests();
        Assert.AreEqual("over http\n", (await sandbox.RunAsync("run", "--", "hello")).ShouldSucceed().Output);
        (await sandbox.RunAsync("lock")).ShouldSucceed();
        Assert.IsEmpty(registry.Requests.All);
    }

    /// <summary>The digest of the last tool in the lock.</summary>
    private static string Locked(Sandbox sandbox)
    {
        var text = File.ReadAllText(sandbox.PathOf("ocx.lock"));
        return text.Substring(text.LastIndexOf("sha256:", StringComparison.Ordinal), 71);
    }

    private static async Task CreateProjectAsync(Sandbox sandbox, params string[] addOptions)
    {
        var hello = await sandbox.PublishToolAsync("tools.local/demo/hello:1.0", "hello", "echo hello, $1");
        (await sandbox.RunAsync("init")).ShouldSucceed();
        (await sandbox.RunAsync(["add", hello, .. addOptions])).ShouldSucceed();
    }
}
