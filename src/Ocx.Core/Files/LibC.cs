using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>The few calls of a Unix system that .NET does not offer. The error of a call that failed is <see cref="Marshal.GetLastPInvokeError"/>.</summary>
internal static partial class LibC
{
    public const uint StartWritingFlag = 2; // SYNC_FILE_RANGE_WRITE

    private const int Interrupted = 4;

    /// <summary>Apple's convention for 64-bit ARM has the arguments behind "..." on the stack, also where registers are free.</summary>
    private static readonly bool VariadicOnStack = OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>
    /// Opens for reading what <see cref="File"/> will not: a directory, or a file that this or another .NET process holds exclusively.
    /// The handle is invalid on failure.
    /// </summary>
    public static SafeFileHandle OpenForReading(string path) => Open(path, OpenFlags.ReadOnly | OpenFlags.CloseOnExec);

    /// <summary>The handle is invalid on failure.</summary>
    public static SafeFileHandle Open(string path, int flags)
    {
        int descriptor;
        do
        {
            descriptor = OpenOnce(path, flags);
        }
        while (WasInterrupted(descriptor));

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Opens a name of a directory. The handle is invalid on failure.</summary>
    /// <param name="mode">Of a file that is created, less the process's umask.</param>
    public static SafeFileHandle OpenAt(SafeFileHandle directory, string name, int flags, UnixFileMode mode = UnixFileMode.None)
    {
        int descriptor;
        do
        {
            descriptor = VariadicOnStack
                ? OpenAtOnce(directory, name, flags, 0, 0, 0, 0, 0, (nint)mode)
                : OpenAtOnce(directory, name, flags, (uint)mode);
        }
        while (WasInterrupted(descriptor));

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existingPath, string newPath);

    /// <summary>With no flags the existing name itself is linked, also where it is a symbolic link.</summary>
    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LinkAt(SafeFileHandle existingDirectory, string existingName, SafeFileHandle newDirectory, string newName, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeDirectoryAt(SafeFileHandle directory, string name, uint mode);

    /// <returns>The length of the link's text, cut to the buffer's.</returns>
    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadLinkAt(SafeFileHandle directory, string name, Span<byte> buffer, nint size);

    /// <summary>Renames whatever the path itself names; .NET's own moves look at what a link points to.</summary>
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string oldPath, string newPath);

    /// <summary>Linux only; with the flag 2 the two names change places in one step.</summary>
    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameAt2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);

    /// <summary>macOS only; with the flag 2 the two names change places in one step.</summary>
    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameX(string oldPath, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SymbolicLinkAt(string target, SafeFileHandle directory, string name);

    /// <summary>Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    public static partial int StartWriting(SafeFileHandle file, long offset, long count, uint flags);

    /// <summary>Linux only: writes what any program has changed on the directory's file system, and waits for it.</summary>
    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(SafeFileHandle directory);

    /// <summary>On macOS to the drive, whose cache may still lose it.</summary>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UnlinkAt(SafeFileHandle directory, string name, int flags);

    /// <param name="limits">Soft and hard limit.</param>
    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetResourceLimit(int resource, Span<ulong> limits);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenOnce(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAtOnce(SafeFileHandle directory, string name, int flags, uint mode);

    /// <summary>The unused arguments fill the registers, so that the mode comes to lie on the stack.</summary>
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAtOnce(
        SafeFileHandle directory, string name, int flags, nint unused3, nint unused4, nint unused5, nint unused6, nint unused7, nint mode);

    private static bool WasInterrupted(int result) => result < 0 && Marshal.GetLastPInvokeError() == Interrupted;
}
