using System.ComponentModel;
using System.Diagnostics;
using Ocx.Core.Diagnostics;

namespace Ocx.Build.Tasks;

/// <summary>Runs a program to its end, line by line; a cancelled one is killed with all it started.</summary>
internal static class ToolProcess
{
    /// <param name="onLine">A line, and whether it is from standard error. Never called twice at once.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="OcxException">OCX4001.</exception>
    public static int Run(
        string program,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string> variables,
        Action<string, bool> onLine,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (key, value) in variables)
        {
            start.Environment[key] = value;
        }

        using var process = new Process { StartInfo = start };
        var gate = new Lock();
        process.OutputDataReceived += (_, received) => Pass(received.Data, isError: false);
        process.ErrorDataReceived += (_, received) => Pass(received.Data, isError: true);
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new OcxException(ExecutionErrors.CommandNotFound, $"'{program}' cannot be started: {failure.Message}.", innerException: failure);
        }

        using var killing = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode;

        void Pass(string? line, bool isError)
        {
            if (line is not null)
            {
                lock (gate)
                {
                    onLine(line, isError);
                }
            }
        }
    }
}
