using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

internal static partial class Kernel32
{
    [LibraryImport("kernel32.dll", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool CreateHardLink(string newPath, string existingPath, nint securityAttributes);

    /// <param name="information">A BY_HANDLE_FILE_INFORMATION, 52 bytes.</param>
    [LibraryImport("kernel32.dll", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetFileInformation(SafeFileHandle file, Span<byte> information);
}
