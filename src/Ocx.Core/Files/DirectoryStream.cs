using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Ocx.Core.Files;

/// <summary>
/// The reading of a directory through its handle. .NET's own enumeration takes a path, and asks the system about each name once more to tell links from files.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class DirectoryStream : SafeHandle
{
    private static readonly bool IsMac = OperatingSystem.IsMacOS();

    /// <summary>On Intel processors macOS has kept the calls for 32-bit inodes under the plain names.</summary>
    private static readonly bool IsMacOnIntel = IsMac && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    // Of struct dirent with 64-bit inodes.
    private static readonly int TypeOffset = IsMac ? 20 : 18;
    private static readonly int NameOffset = IsMac ? 21 : 19;

    private DirectoryStream(nint stream)
        : base(0, ownsHandle: true) => SetHandle(stream);

    public override bool IsInvalid => handle == 0;

    /// <summary>The stream is invalid on failure; the error is <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    /// <param name="directory">Becomes the stream's own if it is valid.</param>
    public static DirectoryStream Open(Microsoft.Win32.SafeHandles.SafeFileHandle directory)
    {
        var stream = new DirectoryStream(IsMacOnIntel ? OpenInode64(directory) : OpenDescriptor(directory));
        if (!stream.IsInvalid)
        {
            directory.SetHandleAsInvalid();
        }

        return stream;
    }

    /// <summary>The next name; null at the end, and with <see cref="Marshal.GetLastPInvokeError"/> other than 0 on failure.</summary>
    /// <returns>The kind is null where the file system does not tell it here.</returns>
    public (string Name, FileKind? Kind)? Read()
    {
        var entry = (byte*)(IsMacOnIntel ? ReadInode64(this) : ReadEntry(this));
        return entry == null ? null : (Marshal.PtrToStringUTF8((nint)(entry + NameOffset))!, KindOf(entry[TypeOffset]));
    }

    protected override bool ReleaseHandle() => Close(handle) == 0;

    private static FileKind? KindOf(byte type) => type switch
    {
        0 => null, // DT_UNKNOWN
        4 => FileKind.Directory,
        8 => FileKind.File,
        10 => FileKind.SymbolicLink,
        _ => FileKind.Other,
    };

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static partial nint OpenDescriptor(SafeHandle directory);

    [LibraryImport("libc", EntryPoint = "fdopendir$INODE64", SetLastError = true)]
    private static partial nint OpenInode64(SafeHandle directory);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial nint ReadEntry(DirectoryStream stream);

    [LibraryImport("libc", EntryPoint = "readdir$INODE64", SetLastError = true)]
    private static partial nint ReadInode64(DirectoryStream stream);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int Close(nint stream);
}
