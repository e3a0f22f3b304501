using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>Advice to the system to begin writing to the disk what it would else keep for half a minute, or until a flush.</summary>
internal static class WriteBack
{
    /// <summary>Returns at once, and whether it was of use or not: the flush is what counts.</summary>
    public static void Start(SafeFileHandle file, long offset, long count)
    {
        if (OperatingSystem.IsLinux())
        {
            LibC.StartWriting(file, offset, count, LibC.StartWritingFlag);
        }
    }
}
