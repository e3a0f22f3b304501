namespace Ocx.Cli.Tests.Faults;

/// <summary>Runs the program under strace(1), which can make any system call fail or kill the program at it.</summary>
internal static class Strace
{
    public static bool IsPresent { get; } = OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, "strace")));

    /// <summary>Skips the test where there is no strace, or it may not trace.</summary>
    public static async Task RequireAsync(Sandbox sandbox)
    {
        if (!IsPresent || (await sandbox.StartAsync("strace", "", ["-o", "/dev/null", "true"])).ExitCode != 0)
        {
            Assert.Inconclusive("strace is not installed, or may not trace here (Debian: apt-get install strace).");
        }
    }

    /// <param name="calls">Names of system calls, with commas between.</param>
    /// <param name="effect">What happens at a call: <c>error=ENOSPC</c>, <c>signal=KILL</c>.</param>
    /// <param name="number">At which of these calls, counted for each thread.</param>
    public static async Task<StraceResult> RunAsync(Sandbox sandbox, string calls, string effect, int number, params string[] arguments)
    {
        var log = sandbox.PathOf(Path.GetRandomFileName());

        // In the fast way strace 6.1 makes any call fail, but sends a signal at the first one only.
        string[] fast = effect.StartsWith("signal=", StringComparison.Ordinal) ? [] : ["--seccomp-bpf"];
        string[] options = ["-f", .. fast, "-y", "-q", "-s", "0", "-o", log, "-e", $"trace={calls}", "-e", $"inject={calls}:{effect}:when={number}"];
        var result = await sandbox.StartAsync("strace", "", [.. options, Sandbox.Executable, .. arguments]);
        var lines = await File.ReadAllLinesAsync(log);
        File.Delete(log);
        return new(result, [.. lines.Where(line => line.Contains("(INJECTED", StringComparison.Ordinal))], lines);
    }
}
