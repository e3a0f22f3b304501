using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>
/// Reads small files that others may hold locked for a moment. On Unix .NET asks for a shared lock whenever it opens a file for
/// reading, and fails if somebody is just writing; readers of project files must not.
/// </summary>
public static class SharedFile
{
    /// <summary>The content; of a file that is larger than <paramref name="maximumSize"/>, one byte more than that.</summary>
    public static byte[] ReadAllBytes(string path, int maximumSize)
    {
        using var handle = Open(path);
        var content = new byte[maximumSize + 1];
        var length = 0;
        for (int read; length < content.Length && (read = RandomAccess.Read(handle, content.AsSpan(length), length)) > 0; length += read)
        {
        }

        return content[..length];
    }

    /// <summary>The lines of a text file, as they stand now.</summary>
    public static IReadOnlyList<string> ReadAllLines(string path)
    {
        using var reader = new StreamReader(new FileStream(Open(path), FileAccess.Read));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static SafeFileHandle Open(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        var handle = LibC.OpenForReading(path);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        handle.Dispose();

        // For the system's own words about what is wrong.
        return File.OpenHandle(path);
    }
}
