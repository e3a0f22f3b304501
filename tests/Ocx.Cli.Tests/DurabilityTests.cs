using System.Text.RegularExpressions;

namespace Ocx.Cli.Tests;

/// <summary>
/// What survives a power failure cannot be seen without one, but the order of system calls can: all that is written of an object, one flush, the rename
/// that publishes it, the flush of the name.
/// </summary>
[TestClass]
public sealed partial class DurabilityTests
{
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("layers", "content/bin/tool")]
    [DataRow("packages", "install.json")]
    public async Task An_object_is_written_then_flushed_then_published(string store, string part)
    {
        using var sandbox = new Sandbox();
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(directory => File.Exists(Path.Combine(directory, "strace"))))
        {
            Assert.Inconclusive("strace is not installed here.");
        }

        var tool = await sandbox.PublishToolAsync($"{Sandbox.LocalRegistry}/tool:1", "tool", "echo tool");
        const string calls = "write,pwrite64,link,linkat,symlink,symlinkat,mkdir,mkdirat,rename,renameat,renameat2,syncfs,fsync,fdatasync";
        var traced = await sandbox.RunInShellAsync($"strace -f -y -s 0 -e trace={calls} -o trace \"$OCX\" package pull {tool}");
        if (traced.Error.Contains("ptrace", StringComparison.Ordinal))
        {
            Assert.Inconclusive($"strace may not trace here: {traced.Error}");
        }

        traced.ShouldSucceed();
        var trace = File.ReadAllLines(sandbox.PathOf("trace")).ToList();
        var published = trace.FindIndex(line => Publishing().Match(line) is { Success: true } move && move.Groups["to"].Value.Contains($"/{store}/", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(0, published, "nothing was published");
        var move = Publishing().Match(trace[published]);
        var staged = move.Groups["from"].Value;
        var parent = Path.GetDirectoryName(move.Groups["to"].Value);

        var flushed = trace.FindLastIndex(published, line => Flush().IsMatch(line) && line.Contains($"<{staged}>", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(0, flushed, "not flushed before it was published");
        var flushEnded = trace.FindIndex(flushed, line => line.Contains("syncfs", StringComparison.Ordinal) && line.EndsWith("= 0", StringComparison.Ordinal));
        Assert.IsLessThan(published, flushEnded, "the flush was not waited for");

        var changes = Enumerable.Range(0, trace.Count).Where(i => i != published && trace[i].Contains(staged + "/", StringComparison.Ordinal)).ToList();
        Assert.Contains(i => trace[i].Contains($"{staged}/{part}", StringComparison.Ordinal), changes, $"{part} was not seen");
        Assert.IsLessThan(flushed, changes.Max(), trace[changes.Max()]);
        Assert.ContainsSingle(line => Flush().IsMatch(line) && line.Contains($"<{staged}>", StringComparison.Ordinal), trace);
        Assert.Contains(
            line => line.Contains("fsync(", StringComparison.Ordinal) && line.Contains($"<{parent}>", StringComparison.Ordinal), trace.Skip(published), "the name was not flushed");
    }

    [GeneratedRegex(@"syncfs\(")]
    private static partial Regex Flush();

    [GeneratedRegex("""rename\w*\(.*"(?<from>[^"]*/temp/[0-9a-f]{32})".*"(?<to>[^"]*)".*= 0""")]
    private static partial Regex Publishing();
}
