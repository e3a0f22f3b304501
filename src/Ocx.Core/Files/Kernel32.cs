using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>The few calls of Windows that .NET does not offer. Errors are <see cref="Marshal.GetLastPInvokeError"/>.</summary>
internal static partial class Kernel32
{
    private const string ExtendedPrefix = @"\\?\";
    private const uint GenericWrite = 0x40000000;
    private const uint ShareAll = 7;
    private const uint OpenExisting = 3;
    private const uint OpenReparsePointFlag = 0x00200000;
    private const uint BackupSemantics = 0x02000000;
    private const uint SetReparsePointCode = 0x000900A4;

    /// <summary>The form that has no limit of 260 characters; .NET's own calls add it by themselves.</summary>
    public static string Extended(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith(@"\\", StringComparison.Ordinal) ? full : ExtendedPrefix + full;
    }

    /// <summary>Opens a directory to make it a link.</summary>
    public static SafeFileHandle OpenReparsePoint(string path) =>
        CreateFile(Extended(path), GenericWrite, ShareAll, 0, OpenExisting, BackupSemantics | OpenReparsePointFlag, 0);

    public static bool SetReparsePoint(SafeFileHandle directory, ReadOnlySpan<byte> buffer) =>
        DeviceIoControl(directory, SetReparsePointCode, buffer, (uint)buffer.Length, 0, 0, out _, 0);

    [LibraryImport("kernel32.dll", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool CreateHardLink(string newPath, string existingPath, nint securityAttributes);

    /// <param name="information">A BY_HANDLE_FILE_INFORMATION, 52 bytes.</param>
    [LibraryImport("kernel32.dll", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetFileInformation(SafeFileHandle file, Span<byte> information);

    [LibraryImport("kernel32.dll", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFile(
        string path, uint access, uint share, nint securityAttributes, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DeviceIoControl(
        SafeFileHandle device, uint code, ReadOnlySpan<byte> input, uint inputSize, nint output, uint outputSize, out uint returned, nint overlapped);
}
