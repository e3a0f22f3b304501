using System.Globalization;
using System.Text;

namespace Ocx.Core.Files;

/// <summary>Who holds a lock and what for, as the holder wrote it. Information for people: the lock itself is the operating system's.</summary>
public sealed record LockHolder(int ProcessId, string Purpose)
{
    private const int MaximumBytes = 1024;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {ProcessId} ({Purpose})");

    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ProcessId} {Purpose}\n"));

    /// <param name="line">The first line of a lock's file.</param>
    internal static LockHolder? Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && int.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? new LockHolder(process, line[(space + 1)..])
            : null;
    }

    /// <summary>Null if nobody holds it any more, or the holder has not come to write it yet.</summary>
    internal static LockHolder? Read(string path)
    {
        try
        {
            // File.OpenHandle would ask for a shared lock on Unix, which the holder's exclusive one denies.
            using var handle = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : LibC.OpenForReading(path);
            if (handle.IsInvalid)
            {
                return null;
            }

            var buffer = new byte[MaximumBytes];
            return Parse(Encoding.UTF8.GetString(buffer, 0, RandomAccess.Read(handle, buffer, 0)).Split('\n')[0].Trim());
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            return null;
        }
    }
}
