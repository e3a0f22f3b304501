using Ocx.Testing;

namespace Ocx.Cli.Tests.Faults;

/// <summary>What the system refuses in the store ends in a clear error, and nothing is half published.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ErrorTests
{
    /// <summary>At which call of a thread: small numbers are more often the program's, large ones come late.</summary>
    private static readonly int[] Numbers = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 21, 27, 34];

    private static readonly string[] Calls =
    [
        "rename,renameat,renameat2", "link,linkat", "symlink,symlinkat", "mkdir,mkdirat", "fsync,fdatasync,syncfs", "pwrite64,pwritev", "pread64,read",
        "ftruncate,fallocate", "fchmod,fchmodat", "openat", "getdents64", "unlink,unlinkat,rmdir",
    ];

    [TestMethod]
    [DataRow("ENOSPC", 74)]
    [DataRow("EIO", 74)]
    [DataRow("EMFILE", 74)]
    [DataRow("EACCES", 77)]
    public async Task Of_one_call(string error, int exitCode)
    {
        using var scenario = await InstallScenario.CreateAsync();
        await Strace.RequireAsync(scenario.Sandbox);
        var (told, hit) = (0, 0);
        foreach (var call in LongTests.Wanted ? Calls : Calls[..5])
        {
            foreach (var number in LongTests.Wanted ? Numbers : [3])
            {
                scenario.EmptyStore();
                var result = await Strace.RunAsync(scenario.Sandbox, call, $"error={error}", number, InstallScenario.Install);
                if (result.Injected.Count == 0)
                {
                    break;
                }

                if (!result.HitOnly(scenario.Sandbox.Home))
                {
                    continue;
                }

                var what = $"{error} at {call} number {number}:\n{string.Join('\n', result.Injected)}\n{result.Command}";
                hit++;
                if (result.Command.ExitCode != 0)
                {
                    told++;
                    Assert.AreEqual(exitCode, result.Command.ExitCode, what);
                    Assert.Contains("OCX300", result.Command.Error, what);
                    Assert.DoesNotContain("   at ", result.Command.Error, what);
                }

                await scenario.ShouldBeSoundAsync(what);
            }
        }

        Assert.IsGreaterThan(LongTests.Wanted ? 30 : 1, hit, "too few faults were in the store");
        Assert.IsGreaterThan(hit / 3, told, "too many faults went unnoticed");
    }

    /// <summary>.NET raises the soft limit to the hard one by itself; below that, what is open at once must not grow with the packages.</summary>
    [TestMethod]
    public async Task Few_open_files_are_enough()
    {
        using var scenario = await InstallScenario.CreateAsync();
        (await scenario.Sandbox.RunInShellAsync($"ulimit -n 128 && exec \"$OCX\" {string.Join(' ', InstallScenario.Install)}")).ShouldSucceed();
        await scenario.ShouldBeSoundAsync("a limit of 128 open files");
    }
}
