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
            if (OperatingSystem.IsWindows() && Target(path) is not null)
            {
                File.Delete(path);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            File.Delete(temporary);
            throw FileFailure.From(exception, path, "link");
        }
    }
}
