using System.ComponentModel;
using System.Diagnostics;

namespace Ocx.Core.Oci;

/// <summary>The system this runs on.</summary>
internal sealed class SystemLoaderFiles : ILoaderFiles
{
    private const int MaximumText = 4096;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    public bool Exists(string path) => File.Exists(path);

    public IEnumerable<string> List(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public byte[] ReadStart(string path, int length)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var start = new byte[length];
            return start[..RandomAccess.Read(file, start, 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public LoaderAnswer Run(string loader, string argument)
    {
        // Without variables: those of a loader would change what it does.
        var start = new ProcessStartInfo(loader, [argument]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var texts = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
            var ended = process.WaitForExit(TimeLimit);
            if (!ended)
            {
                process.Kill(entireProcessTree: true);
            }

            return new(ended ? process.ExitCode : null, texts.Wait(TimeLimit) ? string.Concat(texts.Result) : "");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return new(null, "");
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new char[MaximumText];
        return new string(text, 0, await reader.ReadBlockAsync(text));
    }
}
