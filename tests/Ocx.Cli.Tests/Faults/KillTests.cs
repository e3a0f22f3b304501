using Ocx.Testing;

namespace Ocx.Cli.Tests.Faults;

/// <summary>kill -9 at any instant leaves a store in which the next command succeeds without repair.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class KillTests
{
    /// <summary>What makes a step visible to others.</summary>
    private static readonly string[] Steps =
    [
        "rename,renameat,renameat2", "link,linkat", "symlink,symlinkat", "mkdir,mkdirat", "unlink,unlinkat,rmdir", "fsync,fdatasync,syncfs",
        "pwrite64,pwritev", "flock", "ftruncate,fallocate", "fchmod,fchmodat",
    ];

    private static IEnumerable<string> WantedSteps => LongTests.Wanted ? Steps : Steps[..1];

    /// <summary>300 times in all where time is long; in parts, which run side by side.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public async Task At_random_instants(int part)
    {
        using var scenario = await InstallScenario.CreateAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        (await scenario.Sandbox.RunAsync(InstallScenario.Install)).ShouldSucceed();
        var whole = clock.Elapsed;
        var (killed, instant) = (0, TimeSpan.Zero);
        for (var round = 0; round < (LongTests.Wanted ? 100 : 1); round++)
        {
            scenario.EmptyStore();

            // Every third round begins with what another kill has left.
            for (var kills = round % 3 == 2 ? 2 : 1; kills > 0; kills--)
            {
                instant = whole * Random.Shared.NextDouble();
                var result = await scenario.Sandbox.StartAsync(Sandbox.Executable, "", InstallScenario.Install, async process =>
                {
                    await Task.Delay(instant, CancellationToken.None);
                    process.Kill();
                });
                killed += result.ExitCode == 0 ? 0 : 1;
            }

            await scenario.ShouldBeSoundAsync($"a kill after {instant.TotalMilliseconds:0} ms in round {round} of part {part}");
        }

        // The only kill of a short part may come too late.
        Assert.IsTrue(killed > 0 || !LongTests.Wanted);
    }

    /// <summary>Every call of every thread, one after the other; a sample of the first kind where time is short.</summary>
    [TestMethod]
    [DynamicData(nameof(WantedSteps))]
    public async Task At_every_step(string step)
    {
        using var scenario = await InstallScenario.CreateAsync();
        await Strace.RequireAsync(scenario.Sandbox);
        var killed = 0;
        for (var number = 1; ; number += LongTests.Wanted ? 1 : 8)
        {
            scenario.EmptyStore();
            var result = await Strace.RunAsync(scenario.Sandbox, step, "signal=KILL", number, InstallScenario.Install);
            if (result.Command.ExitCode == 0)
            {
                Assert.IsLessThan(number, result.MostOfOneThread, $"{step} number {number} was to kill:\n{string.Join('\n', result.Calls)}");
                break;
            }

            killed++;
            await scenario.ShouldBeSoundAsync($"a kill at {step} number {number}");
        }

        Assert.AreNotEqual(0, killed, step);
    }
}
