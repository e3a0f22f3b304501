using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class LinkTests
{
    private const string Tool = "tools.local/demo/tool:1.2.3";
    private const string Unlinked = "tools.local/demo/tool:9";
    private const string Pinned = "tools.local/demo/tool@sha256:0000000000000000000000000000000000000000000000000000000000000000";

    [TestMethod]
    [DataRow("")]
    [DataRow("package ")]
    public async Task SelectReportsAsInstallDoes(string group)
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        (await sandbox.RunAsync([.. Words(group + "select"), Tool])).ShouldExit(79).ShouldTell($"Run `ocx install --select {Tool}`.");
        var installed = (await sandbox.RunAsync("install", "--select", "--json", Tool)).ShouldSucceed();
        (await sandbox.RunAsync("deselect", Tool)).ShouldSucceed();
        var selected = (await sandbox.RunAsync([.. Words(group + "select"), "--json", Tool])).ShouldSucceed();
        Assert.AreEqual(installed.Output, selected.Output);
        var path = Link(sandbox, "current");
        Assert.AreEqual(path, selected.Json.GetProperty(Tool).GetProperty("path").GetString());
        Assert.IsTrue(File.Exists(Path.Combine(path, "content/bin/tool")));
        var plain = (await sandbox.RunAsync([.. Words(group + "select"), Tool])).ShouldSucceed().Output;
        Assert.AreEqual($"{"Package".PadRight(Tool.Length)}  Version  {"Path".PadRight(path.Length)}\n{Tool}  1.2.3    {path}\n", plain);
    }

    [TestMethod]
    public async Task RemovalIsReportedPerPackage()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        (await sandbox.RunAsync("install", "--select", Tool)).ShouldSucceed();
        var uninstalled = (await sandbox.RunAsync("uninstall", "--json", Tool, Unlinked)).ShouldSucceed().Json;
        Assert.AreEqual(
            $$"""[{"package":"{{Tool}}","status":"removed","path":"{{Link(sandbox, "candidates/1.2.3")}}"},{"package":"{{Unlinked}}","status":"absent","path":null}]""",
            Compact(uninstalled));
        var deselected = (await sandbox.RunAsync("package", "deselect", "--json", Tool)).ShouldSucceed().Json;
        Assert.AreEqual($$"""[{"package":"{{Tool}}","status":"removed","path":"{{Link(sandbox, "current")}}"}]""", Compact(deselected));
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(sandbox.Home, "symlinks")));
        Assert.AreEqual(
            $"{"Package".PadRight(Tool.Length)}  Status  Path\n{Tool}  absent  -   \n", (await sandbox.RunAsync("deselect", Tool)).ShouldSucceed().Output);
        Assert.AreEqual(
            $"{"Package".PadRight(Tool.Length)}  Status\n{Tool}  absent\n", (await sandbox.RunAsync("package", "uninstall", "-d", Tool)).ShouldSucceed().Output);
    }

    [TestMethod]
    public async Task PurgedIsSaidOfWhatIsGone()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        var root = (await sandbox.RunAsync("package", "pull", "--json", Tool)).ShouldSucceed().Json.GetProperty(Tool).GetString()!;
        (await sandbox.RunAsync("install", "--select", Tool)).ShouldSucceed();
        var kept = (await sandbox.RunAsync("uninstall", "--purge", "--json", Tool)).ShouldSucceed().Json[0];
        Assert.AreEqual("removed", kept.GetProperty("status").GetString());
        Assert.IsTrue(Directory.Exists(root));
        (await sandbox.RunAsync("install", Tool)).ShouldSucceed();
        var purged = (await sandbox.RunAsync("package", "uninstall", "--purge", "-d", "--json", Tool)).ShouldSucceed().Json[0];
        Assert.AreEqual("purged", purged.GetProperty("status").GetString());
        Assert.IsFalse(Directory.Exists(root));
    }

    [TestMethod]
    public async Task StablePathsAreFoundAndComposed()
    {
        using var sandbox = new Sandbox();
        await sandbox.PublishToolAsync(Tool, "tool", "true");
        (await sandbox.RunAsync("package", "pull", Tool)).ShouldSucceed();
        foreach (var verb in new[] { "find", "which", "package which", "env", "package env" })
        {
            (await sandbox.RunAsync([.. Words(verb), "--candidate", Tool])).ShouldExit(79).ShouldTell($"Run `ocx install {Tool}`.");
            (await sandbox.RunAsync([.. Words(verb), "--current", Tool])).ShouldExit(79).ShouldTell("Run `ocx select tools.local/demo/tool:TAG`");
        }

        (await sandbox.RunAsync("install", "--select", Tool)).ShouldSucceed();
        foreach (var (option, name) in new[] { ("--candidate", "candidates/1.2.3"), ("--current", "current") })
        {
            var path = Link(sandbox, name);
            Assert.AreEqual($$"""{"{{Tool}}":"{{path}}"}""", Compact((await sandbox.RunAsync("find", option, "--json", Tool)).ShouldSucceed().Json));
            Assert.AreEqual(
                $$$"""{"{{{Tool}}}":{"path":"{{{path}}}","kind":"package"}}""",
                Compact((await sandbox.RunAsync("package", "which", option, "--json", Tool)).ShouldSucceed().Json));
            foreach (var verb in new[] { "env", "package env" })
            {
                Assert.AreEqual(
                    $$"""{"entries":[{"key":"PATH","value":"{{path}}/content/bin","type":"path"}]}""",
                    Compact((await sandbox.RunAsync([.. Words(verb), option, "--json", Tool])).ShouldSucceed().Json));
            }
        }
    }

    [TestMethod]
    public async Task LinksHaveNoDigest()
    {
        using var sandbox = new Sandbox();
        foreach (var command in new[] { "select", "deselect", "uninstall", "find --candidate", "which --current", "env --candidate", "package env --current" })
        {
            (await sandbox.RunAsync([.. Words(command), Pinned])).ShouldExit(65).ShouldTell("error OCX3014: ");
        }

        Assert.IsFalse(Directory.Exists(Path.Combine(sandbox.Home, "symlinks")));
    }

    [TestMethod]
    public async Task ContradictionsAreWrongUsage()
    {
        using var sandbox = new Sandbox();
        (await sandbox.RunAsync("find", "--candidate", "--current", Tool)).ShouldExit(64).ShouldTell("contradict each other");
        (await sandbox.RunAsync("env", "--current")).ShouldExit(64).ShouldTell("--candidate and --current need a PACKAGE.");
        (await sandbox.RunAsync("select")).ShouldExit(64);
    }

    /// <summary>Killed in between, a process may leave a reference too many, never one too few.</summary>
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task TheBackReferenceComesBeforeTheLinkAndGoesAfterIt()
    {
        using var sandbox = new Sandbox();
        if ((await sandbox.RunInShellAsync("strace -V")).ExitCode != 0)
        {
            Assert.Inconclusive("strace is not installed.");
        }

        await sandbox.PublishToolAsync(Tool, "tool", "true");
        await sandbox.PublishToolAsync(Unlinked, "tool", "false");
        (await sandbox.RunAsync("install", Unlinked)).ShouldSucceed();
        (await sandbox.RunAsync("select", Unlinked)).ShouldSucceed();
        (await sandbox.RunAsync("install", Tool)).ShouldSucceed();
        Assert.AreEqual("+reference +link -reference", await TraceAsync("select", Tool));
        Assert.AreEqual("-link -reference", await TraceAsync("deselect", Tool));
        Assert.AreEqual("+reference +link", await TraceAsync("select", Tool));
        Assert.AreEqual("", await TraceAsync("select", Tool));

        async Task<string> TraceAsync(string verb, string package)
        {
            var log = sandbox.PathOf("strace");
            (await sandbox.RunInShellAsync($"strace -f -e trace=rename,renameat,renameat2,unlink,unlinkat -o {log} \"$OCX\" {verb} {package}")).ShouldSucceed();
            var changes = File.ReadLines(log).Where(line => line.EndsWith("= 0", StringComparison.Ordinal)).Select(line =>
            {
                var sign = line.Contains("rename", StringComparison.Ordinal) ? "+" : "-";
                return line.Contains("/refs/symlinks/", StringComparison.Ordinal) ? sign + "reference"
                    : line.Contains("/demo/tool/current\"", StringComparison.Ordinal) ? sign + "link"
                    : "";
            });
            return string.Join(' ', changes.Where(change => change.Length > 0));
        }
    }

    /// <summary>No process may fail, and in the end every link has its back reference and no reference is without its link.</summary>
    [TestMethod]
    public async Task ManyProcessesMayChangeTheSameLinks()
    {
        var (processes, rounds) = LongTests.Wanted ? (16, 25) : (6, 2);
        using var sandbox = new Sandbox();
        string[] tags = ["tools.local/demo/tool:1", "tools.local/demo/tool:2"];
        foreach (var tag in tags)
        {
            await sandbox.PublishToolAsync(tag, "tool", $"echo {tag}");
            (await sandbox.RunAsync("package", "pull", tag)).ShouldSucceed();
        }

        await Task.WhenAll(Enumerable.Range(0, processes).Select(async worker =>
        {
            var random = new Random(worker);
            for (var round = 0; round < rounds; round++)
            {
                var tag = tags[random.Next(tags.Length)];
                string[] command = random.Next(6) switch
                {
                    0 => ["install", tag],
                    1 => ["install", "--select", tag],
                    2 => ["select", tag],
                    3 => ["deselect", tag],
                    4 => ["uninstall", tag],
                    _ => ["uninstall", "--deselect", tag],
                };
                (await sandbox.RunAsync(command)).ShouldSucceed();
            }
        }));

        var links = Symlinks(Path.Combine(sandbox.Home, "symlinks"))
            .Select(link => (Link: link.FullName, Package: link.LinkTarget!)).Order().ToList();
        var references = Symlinks(Path.Combine(sandbox.Home, "packages"))
            .Where(link => link.FullName.Contains("/refs/symlinks/", StringComparison.Ordinal))
            .Select(link => (Link: link.LinkTarget!, Package: link.FullName[..link.FullName.IndexOf("/refs/", StringComparison.Ordinal)])).Order().ToList();
        Assert.AreSequenceEqual(links, references);

        (await sandbox.RunAsync(["uninstall", "--deselect", .. tags])).ShouldSucceed();
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(sandbox.Home, "symlinks")));
    }

    private static IEnumerable<FileSystemInfo> Symlinks(string directory) =>
        new DirectoryInfo(directory).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 })
            .SelectMany(entry => entry.LinkTarget is not null ? [entry] : entry is DirectoryInfo ? Symlinks(entry.FullName) : []);

    private static string Link(Sandbox sandbox, string name) => Path.Combine(sandbox.Home, "symlinks/tools.local/demo/tool", name);

    private static string[] Words(string command) => command.Split(' ');

    private static string Compact(JsonElement json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
