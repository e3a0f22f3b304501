using System.Text.Json;
using System.Text.RegularExpressions;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
public sealed class CleanTests
{
    private const string Tool = "tools.local/demo/tool:1";

    [TestMethod]
    public async Task WhatNothingNeedsIsDeletedAndListed()
    {
        using var sandbox = new Sandbox();
        var root = await PullAsync(sandbox);

        var result = (await sandbox.RunAsync("clean", "--json")).ShouldSucceed();

        var package = result.Json.EnumerateArray().Single(entry => entry.GetProperty("path").GetString() == root);
        Assert.AreEqual($$"""{"kind":"object","dry_run":false,"path":"{{root}}","held_by":[]}""", JsonSerializer.Serialize(package));
        Assert.HasCount(5, result.Json.EnumerateArray());
        Assert.IsFalse(Directory.Exists(root));
        Assert.AreEqual("[]\n", (await sandbox.RunAsync("clean", "--json")).ShouldSucceed().Output);
        Assert.AreEqual("Type  Path\n", (await sandbox.RunAsync("clean")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task AMissingStoreIsClean()
    {
        using var sandbox = new Sandbox();
        sandbox.Set("OCX_HOME", sandbox.PathOf("nowhere"));

        Assert.AreEqual("[]\n", (await sandbox.RunAsync("clean", "--json")).ShouldSucceed().Output);
        Assert.IsFalse(Directory.Exists(sandbox.PathOf("nowhere")));
    }

    [TestMethod]
    public async Task ADryRunTellsSizesAndWhatOnlyProjectsKeep()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        sandbox.Write("ocx.toml", $"[tools]\ntool = \"{Tool}\"\n");
        (await sandbox.RunAsync("lock")).ShouldSucceed();
        var root = (await sandbox.RunAsync("package", "which", "--json", Tool)).ShouldSucceed().Json.GetProperty(Tool).GetProperty("path").GetString()!;

        var held = (await sandbox.RunAsync("clean", "--dry-run", "--json")).ShouldSucceed().Json.EnumerateArray().ToList();
        var forced = (await sandbox.RunAsync("clean", "--dry-run", "--force", "--json")).ShouldSucceed().Json.EnumerateArray().ToList();
        var plain = (await sandbox.RunAsync("clean", "--dry-run")).ShouldSucceed().Output.Split('\n');
        (await sandbox.RunAsync("clean")).ShouldSucceed();

        Assert.IsTrue(held.TrueForAll(entry => entry.GetProperty("held_by")[0].GetString() == sandbox.Work && entry.GetProperty("dry_run").GetBoolean()));
        Assert.IsTrue(forced.TrueForAll(entry => entry.GetProperty("held_by").GetArrayLength() == 0));
        Assert.IsGreaterThan(0, forced.Sum(entry => entry.GetProperty("bytes").GetInt64()));
        Assert.MatchesRegex(@"^Type +Held By +Size +Path +Package *$", plain[0]);
        Assert.MatchesRegex(@"^total +0 B +0 to delete *$", plain[^2]);
        Assert.IsTrue(Directory.Exists(root));
        var why = (await sandbox.RunAsync("clean", "--why", "--json")).ShouldSucceed().Json.EnumerateArray().Single(entry => entry.GetProperty("path").GetString() == root);
        Assert.AreEqual($$"""[{"reason":"project","by":"{{sandbox.Work}}"}]""", JsonSerializer.Serialize(why.GetProperty("kept_by")));
        Assert.StartsWith("tools.local/", why.GetProperty("identifier").GetString()!);
        Assert.MatchesRegex($@"{Regex.Escape(root)}  tools\.local/\S+@sha256:[0-9a-f]{{12}}  project {Regex.Escape(sandbox.Work)}", (await sandbox.RunAsync("clean", "--why")).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task WhatCannotBeReadIsToldByTheExitCode()
    {
        using var sandbox = new Sandbox();
        var root = await PullAsync(sandbox);
        sandbox.Write(Path.GetRelativePath(sandbox.Work, Path.Combine(root, "refs", "symlinks")), "not a directory");

        (await sandbox.RunAsync("clean")).ShouldExit(74).ShouldTell($"error OCX3001: Cannot read '{root}'");
        Assert.IsTrue(Directory.Exists(root));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task AToolInUseStaysUntilItEnds()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "wait", "echo started > started; while [ ! -e stop ]; do sleep 0.05; done; ls \"${PATH%%:*}\"");
        var running = sandbox.RunAsync("exec", Tool, "--", "wait");
        using (var started = new FileSystemWatcher(sandbox.Work) { EnableRaisingEvents = true })
        {
            while (!File.Exists(sandbox.PathOf("started")))
            {
                Assert.IsFalse(running.IsCompleted);
                started.WaitForChanged(WatcherChangeTypes.All, 100);
            }
        }

        Assert.AreEqual("[]\n", (await sandbox.RunAsync("clean", "--force", "--json")).ShouldSucceed().Output);
        Assert.Contains("(using the store)", (await sandbox.RunAsync("clean", "--why")).ShouldSucceed().Output);
        sandbox.Write("stop", "");
        Assert.AreEqual("wait\n", (await running).ShouldSucceed().Output);
        Assert.HasCount(5, (await sandbox.RunAsync("clean", "--json")).ShouldSucceed().Json.EnumerateArray());
        Assert.AreSequenceEqual([".collect"], Directory.GetFiles(Path.Combine(sandbox.Home, "leases")).Select(path => Path.GetFileName(path)));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task ACollectionThatIsKilledLeavesAGoodStore()
    {
        using var sandbox = new Sandbox();
        string[] tools = [.. Enumerable.Range(0, 4).Select(i => $"tools.local/demo/tool{i}:1")];
        foreach (var tool in tools)
        {
            await sandbox.PublishToolAsync(tool, "tool", $"echo {tool}");
        }

        var rounds = LongTests.Wanted ? 100 : 2;
        for (var round = 0; round < rounds; round++)
        {
            await sandbox.InstallAsync(tools);
            await sandbox.InstallAsync(tools[..1], link: true);

            // Each round a little later: from before it begins until after its end.
            await sandbox.RunInShellAsync($"$OCX clean & sleep 0.{round * 400 / rounds:000}; kill -9 $! 2>/dev/null; wait");

            Assert.AreEqual("", await sandbox.FindDamageAsync());
            Assert.AreEqual($"{tools[0]}\n", (await sandbox.RunAsync("--offline", "exec", tools[0], "--", "tool")).ShouldSucceed().Output);
        }

        (await sandbox.RunAsync("clean")).ShouldSucceed();
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(sandbox.Home, "temp")));
        Assert.HasCount(1, Directory.GetFiles(
            Path.Combine(sandbox.Home, "packages"),
            "install.json",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task AWaitIsToldAlsoWhereNobodyWatches()
    {
        using var sandbox = new Sandbox();
        var leases = Directory.CreateDirectory(Path.Combine(sandbox.Home, "leases")).FullName;
        Task<CommandResult> running;
        using (var held = new FileStream(Path.Combine(leases, ".collect"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
        using (var told = new FileSystemWatcher(sandbox.Work) { EnableRaisingEvents = true })
        {
            held.Write("42 cleaning the store\n"u8);
            running = sandbox.RunInShellAsync("$OCX clean 2> told");
            while (!File.Exists(sandbox.PathOf("told")) || new FileInfo(sandbox.PathOf("told")).Length == 0)
            {
                Assert.IsFalse(running.IsCompleted);
                told.WaitForChanged(WatcherChangeTypes.All, 100);
            }
        }

        (await running).ShouldSucceed();
        Assert.AreEqual("Waiting for process 42 (cleaning the store) ...\n", File.ReadAllText(sandbox.PathOf("told")));
    }

    private static async Task<string> PullAsync(Sandbox sandbox)
    {
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        return (await sandbox.RunAsync("package", "pull", "--json", Tool)).ShouldSucceed().Json.GetProperty(Tool).GetString()!;
    }
}
