using System.Runtime.InteropServices;

namespace Ocx.Core.Files;

/// <summary>The flags of open(2) and its kin. Their numbers are each system's own, some even each processor's.</summary>
internal static class OpenFlags
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;

    private static readonly bool IsMac = OperatingSystem.IsMacOS();

    /// <summary>Linux took the numbers of older systems over where it came to a processor that had one.</summary>
    private static readonly bool IsLinuxOnArm = !IsMac && RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public static readonly int Create = IsMac ? 0x200 : 0x40;

    public static readonly int Exclusive = IsMac ? 0x800 : 0x80;

    /// <summary>Does not wait for the other end of a named pipe.</summary>
    public static readonly int NonBlocking = IsMac ? 0x4 : 0x800;

    /// <summary>Fails on anything but a directory.</summary>
    public static readonly int Directory = IsMac ? 0x100000 : IsLinuxOnArm ? 0x4000 : 0x10000;

    /// <summary>Fails if the last component is a link.</summary>
    public static readonly int NoFollow = IsMac ? 0x100 : IsLinuxOnArm ? 0x8000 : 0x20000;

    /// <summary>A tool we start must not inherit the handle.</summary>
    public static readonly int CloseOnExec = IsMac ? 0x1000000 : 0x80000;

    /// <summary>For unlinkat(2): the name is a directory's.</summary>
    public static readonly int RemoveDirectory = IsMac ? 0x80 : 0x200;
}
