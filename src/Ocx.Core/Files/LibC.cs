using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>The few calls of a Unix system that .NET does not offer.</summary>
internal static partial class LibC
{
    private const int ReadOnly = 0;

    /// <summary>O_CLOEXEC, which has another number on each system: a tool we start must not inherit the handle.</summary>
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>
    /// Opens for reading what <see cref="File"/> will not: a directory, or a file that this or another .NET process holds exclusively.
    /// The handle is invalid on failure; the error is <see cref="Marshal.GetLastPInvokeError"/>.
    /// </summary>
    public static SafeFileHandle OpenForReading(string path) => new(Open(path, ReadOnly | CloseOnExec), ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existingPath, string newPath);

    /// <summary>Renames whatever the path itself names; .NET's own moves look at what a link points to.</summary>
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string oldPath, string newPath);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
