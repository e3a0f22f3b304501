using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Ocx.Benchmarks;

/// <summary>Starts programs in a directory with variables of their own.</summary>
internal sealed class Child(string directory, params (string Key, string Value)[] variables)
{
    /// <returns>The time from start to end.</returns>
    public TimeSpan Run(string program, params string[] arguments) => Run(program, arguments, _ => { });

    /// <returns>The largest resident memory, in bytes. Linux only.</returns>
    public long PeakMemoryOf(string program, params string[] arguments)
    {
        var peak = 0L;
        Run(program, arguments, process =>
        {
            // The last reading before the end counts: the value never falls.
            while (!process.WaitForExit(1))
            {
                peak = Math.Max(peak, HighWaterMark(process.Id));
            }
        });
        return peak;
    }

    private TimeSpan Run(string program, string[] arguments, Action<Process> meanwhile)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OCX_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["OCX_NO_CONFIG"] = "1";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (key, value) in variables)
        {
            start.Environment[key] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        meanwhile(process);
        process.WaitForExit();
        var elapsed = watch.Elapsed;
        return process.ExitCode == 0
            ? elapsed
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output.Result}{errors.Result}");
    }

    private static long HighWaterMark(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
