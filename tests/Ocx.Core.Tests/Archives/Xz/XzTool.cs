using System.ComponentModel;
using System.Diagnostics;

namespace Ocx.Core.Tests.Archives.Xz;

/// <summary>The system's `xz`, whose output is the measure where it is installed.</summary>
internal static class XzTool
{
    /// <summary>Compresses with the options given, separated by spaces; the test is inconclusive where that is not possible.</summary>
    public static async Task<byte[]> CompressAsync(byte[] content, string options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("xz", ["-z", "-c", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("XZ_DEFAULTS");
        start.Environment.Remove("XZ_OPT");
        using var process = TryStart(start);
        if (process is null)
        {
            Assert.Inconclusive("xz is not installed.");
        }

        var complaint = process.StandardError.ReadToEndAsync(cancellationToken);
        var compressed = new MemoryStream();
        var output = process.StandardOutput.BaseStream.CopyToAsync(compressed, cancellationToken);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(content, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It refused its options before it read anything; the exit code tells.
        }

        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            Assert.Inconclusive($"The installed xz does not know '{options}': {await complaint}");
        }

        return compressed.ToArray();
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
