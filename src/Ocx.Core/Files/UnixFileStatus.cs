using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>What stat(2) says that .NET does not: whether a name is a plain file, and which file it is.</summary>
internal readonly partial record struct UnixFileStatus(FileKind Kind, ulong Device, ulong Inode)
{
    private const int TypeMask = 0xF000;
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int MacNoFollow = 0x20;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;

    /// <summary>How many names the file has.</summary>
    public uint Links { get; private init; }

    /// <summary>Permission bits.</summary>
    public UnixFileMode Mode { get; private init; }

    /// <summary>In bytes.</summary>
    public long Length { get; private init; }

    public (ulong Device, ulong Inode) Identity => (Device, Inode);

    public bool IsRegularFile => Kind == FileKind.File;

    /// <summary>Of the name itself, not of what a link points to; null when there is no such name.</summary>
    public static UnixFileStatus? Of(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        var result = OperatingSystem.IsLinux() ? StatX(CurrentDirectory, path, NoFollow, BasicStats, buffer)
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? LStat(path, buffer)
            : LStatInode64(path, buffer);
        return result == 0 ? Parse(buffer) : null;
    }

    public static UnixFileStatus? Of(SafeFileHandle handle)
    {
        Span<byte> buffer = stackalloc byte[256];
        var result = OperatingSystem.IsLinux() ? StatX(handle, "", EmptyPath, BasicStats, buffer)
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? FStat(handle, buffer)
            : FStatInode64(handle, buffer);
        return result == 0 ? Parse(buffer) : null;
    }

    /// <summary>Of a name in a directory; null with <see cref="Marshal.GetLastPInvokeError"/> set when it cannot be looked at.</summary>
    public static UnixFileStatus? Of(SafeFileHandle directory, string name)
    {
        Span<byte> buffer = stackalloc byte[256];
        var result = OperatingSystem.IsLinux() ? StatX(directory, name, NoFollow, BasicStats, buffer)
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? FStatAt(directory, name, buffer, MacNoFollow)
            : FStatAtInode64(directory, name, buffer, MacNoFollow);
        return result == 0 ? Parse(buffer) : null;
    }

    /// <summary>Linux's struct statx is the same on every architecture, macOS's struct stat with 64-bit inodes as well.</summary>
    private static UnixFileStatus Parse(ReadOnlySpan<byte> buffer) => OperatingSystem.IsLinux()
        ? new(KindOf(BitConverter.ToUInt16(buffer[28..])), BitConverter.ToUInt64(buffer[136..]), BitConverter.ToUInt64(buffer[32..]))
        {
            Links = BitConverter.ToUInt32(buffer[16..]),
            Mode = ModeOf(BitConverter.ToUInt16(buffer[28..])),
            Length = BitConverter.ToInt64(buffer[40..]),
        }
        : new(KindOf(BitConverter.ToUInt16(buffer[4..])), BitConverter.ToUInt32(buffer), BitConverter.ToUInt64(buffer[8..]))
        {
            Links = BitConverter.ToUInt16(buffer[6..]),
            Mode = ModeOf(BitConverter.ToUInt16(buffer[4..])),
            Length = BitConverter.ToInt64(buffer[96..]),
        };

    private static UnixFileMode ModeOf(int mode) => (UnixFileMode)(mode & ~TypeMask);

    private static FileKind KindOf(int mode) => (mode & TypeMask) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.SymbolicLink,
        _ => FileKind.Other,
    };

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(SafeFileHandle directory, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStatInode64(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "fstat")]
    private static partial int FStat(SafeFileHandle file, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64")]
    private static partial int FStatInode64(SafeFileHandle file, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "fstatat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FStatAt(SafeFileHandle directory, string name, Span<byte> status, int flags);

    [LibraryImport("libc", EntryPoint = "fstatat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FStatAtInode64(SafeFileHandle directory, string name, Span<byte> status, int flags);
}
