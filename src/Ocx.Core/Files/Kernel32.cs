using System.Runtime.InteropServices;

namespace Ocx.Core.Files;

internal static partial class Kernel32
{
    [LibraryImport("kernel32.dll", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool CreateHardLink(string newPath, string existingPath, nint securityAttributes);
}
