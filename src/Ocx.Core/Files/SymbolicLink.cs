using System.Runtime.InteropServices;

namespace Ocx.Core.Files;

/// <summary>Symbolic links that are replaced in one step.</summary>
public static class SymbolicLink
{
    private static int _sequence;

    /// <summary>What the link says; null when there is no link at this path.</summary>
    public static string? Target(string path) => new FileInfo(path).LinkTarget;

    /// <summary>Points the link at the target, whatever it pointed at before; readers see the old or the new one, never none.</summary>
    public static void Replace(string path, string target)
    {
        var temporary = Path.Combine(
            Path.GetDirectoryName(path)!,
            $"{AtomicFile.TemporaryPrefix}{Environment.ProcessId}-{Interlocked.Increment(ref _sequence)}-{Random.Shared.NextInt64():x}");
        try
        {
            Links.CreateSymbolic(temporary, target, toDirectory: Directory.Exists(target));
            Rename(temporary, path);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            File.Delete(temporary);
            throw FileFailure.From(exception, path, "link");
        }
    }

    private static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows has no rename over a directory link; for a moment there is none.
            if (Directory.Exists(from))
            {
                DirectoryRemoval.Delete(to);
                Directory.Move(from, to);
            }
            else
            {
                File.Move(from, to, overwrite: true);
            }
        }
        else if (LibC.Rename(from, to) != 0)
        {
            throw FileFailure.SystemException(Marshal.GetLastPInvokeError());
        }
    }
}
