namespace Ocx.Core.Archives;

/// <summary>Whether a file is a program, where nothing else says so: its owner's permission on Unix, its first bytes on Windows, which has no such permission.</summary>
internal static class ExecutableFiles
{
    public static bool IsExecutable(FileStream file) => OperatingSystem.IsWindows()
        ? LooksExecutable(file)
        : (File.GetUnixFileMode(file.SafeFileHandle) & UnixFileMode.UserExecute) != 0;

    private static bool LooksExecutable(FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        return LooksExecutable(start[..RandomAccess.Read(file.SafeFileHandle, start, 0)]);
    }

    /// <summary>By its first four bytes.</summary>
    public static bool LooksExecutable(ReadOnlySpan<byte> start)
    {
        start = start[..Math.Min(4, start.Length)];
        return start.StartsWith("MZ"u8) || start.StartsWith("#!"u8) || start.SequenceEqual("\u007fELF"u8)
            || start is [0xCF, 0xFA, 0xED, 0xFE] or [0xCA, 0xFE, 0xBA, 0xBE];
    }
}
