using System.ComponentModel;
using System.Diagnostics;

namespace Ocx.Core.Tests.Archives;

/// <summary>A program of the machine to compare with. Without it there is nothing to say: the test is inconclusive.</summary>
internal static class SystemTool
{
    /// <returns>The exit code, and what the program wrote to its output and then to its standard error.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = TryStart(start);
        if (process is null)
        {
            Assert.Inconclusive($"This machine has no {program}.");
        }

        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
