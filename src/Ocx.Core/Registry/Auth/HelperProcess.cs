using System.ComponentModel;
using System.Diagnostics;
using Ocx.Core.Configuration;

namespace Ocx.Core.Registry.Auth;

/// <summary>Runs credential helpers: input on standard input, bounded output, limited time.</summary>
/// <param name="variables">PATH, on which they are looked for, and what they are started with.</param>
internal sealed class HelperProcess(VariableReader variables, TimeProvider time)
{
    public const int LimitSeconds = 30;

    private const int MaximumOutput = 64 * 1024;

    /// <summary>The program's path; null when PATH has none. Only absolute directories count: the working directory is whoever's.</summary>
    public string? Find(string program) =>
        (variables.Text(ExternalVariables.SearchPath) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(directory => NamesOf(program).Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(IsExecutable);

    public async Task<HelperResult> RunAsync(string program, string verb, byte[] input, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(LimitSeconds), time);
        using var process = Start(program, verb);
        if (process is null)
        {
            return new(-1, []);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, ended.Token);
            var output = new byte[MaximumOutput + 1];
            var reading = process.StandardOutput.BaseStream.ReadAtLeastAsync(output, output.Length, throwOnEndOfStream: false, ended.Token);
            await WriteAsync(process.StandardInput.BaseStream, input, ended.Token);
            var length = await reading;
            if (length > MaximumOutput)
            {
                process.Kill(entireProcessTree: true);
                return new(-1, null);
            }

            await complaints;
            await process.WaitForExitAsync(ended.Token);
            return new(process.ExitCode, output[..length]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new(-1, [], TimedOut: true);
        }
    }

    private Process? Start(string program, string verb)
    {
        var start = new ProcessStartInfo(program, [verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables.All)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task WriteAsync(Stream stream, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream)
            {
                await stream.WriteAsync(input, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says the rest.
        }
    }

    private IEnumerable<string> NamesOf(string program) => !OperatingSystem.IsWindows()
        ? [program]
        : (variables.Text(ExternalVariables.ProgramExtensions) ?? ".EXE;.CMD;.BAT").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(extension => program + extension);

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
