using Ocx.Core.Installation.Signing;

namespace Ocx.Core.Tests.Installation.Signing;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ProcessRunnerTests
{
    private const string Shell = "/bin/sh";

    private readonly ProcessRunner _runner = new(TimeSpan.FromMinutes(1));

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task A_program_that_succeeds()
    {
        // cat ends at once because standard input is empty; more output than a pipe holds is no obstacle.
        var result = await RunAsync("cat; head -c 200000 /dev/zero; head -c 200000 /dev/zero >&2");

        Assert.IsTrue(result.Succeeded);
    }

    [TestMethod]
    public async Task A_program_that_fails_says_why()
    {
        var result = await RunAsync("echo 'no signature' >&2; echo more >&2; exit 3");

        Assert.AreEqual(new ProcessResult(false, "no signature"), result);
    }

    [TestMethod]
    public async Task A_program_that_is_not_there()
    {
        var result = await _runner.RunAsync("/no/such/program", [], TestContext.CancellationToken);

        Assert.IsFalse(result.Succeeded);
        Assert.AreNotEqual("", result.Complaint);
    }

    [TestMethod]
    public async Task A_program_that_does_not_end_is_ended()
    {
        var result = await new ProcessRunner(TimeSpan.FromMilliseconds(1)).RunAsync(Shell, ["-c", "sleep 600; true"], TestContext.CancellationToken);

        Assert.AreEqual(new ProcessResult(false, "it did not end within 0 s"), result);
    }

    [TestMethod]
    public async Task Cancellation_ends_it()
    {
        using var cancellation = new CancellationTokenSource();
        var running = _runner.RunAsync(Shell, ["-c", "sleep 600; true"], cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
    }

    private Task<ProcessResult> RunAsync(string script) => _runner.RunAsync(Shell, ["-c", script], TestContext.CancellationToken);
}
