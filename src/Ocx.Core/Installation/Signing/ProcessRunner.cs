using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Ocx.Core.Installation.Signing;

/// <summary>Runs programs without a terminal: standard input is empty, the output is read and mostly forgotten, and time is limited.</summary>
internal sealed class ProcessRunner(TimeSpan timeLimit) : IProcessRunner
{
    private const int MaximumComplaint = 500;

    public async Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            return new(false, exception.Message);
        }

        using (process)
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            limit.CancelAfter(timeLimit);
            try
            {
                process.StandardInput.Close();
                var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, limit.Token);
                var complaint = ReadComplaintAsync(process.StandardError, limit.Token);
                await process.WaitForExitAsync(limit.Token);
                await output;
                return new(process.ExitCode == 0, await complaint);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                return new(false, string.Create(CultureInfo.InvariantCulture, $"it did not end within {timeLimit.TotalSeconds:0.#} s"));
            }
        }
    }

    private static async Task<string> ReadComplaintAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[MaximumComplaint];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        await reader.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        return new string(buffer, 0, length).Split('\n')[0].Trim();
    }
}
