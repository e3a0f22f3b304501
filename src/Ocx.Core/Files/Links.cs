using System.Runtime.InteropServices;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>Hard and symbolic links.</summary>
public static class Links
{
    /// <summary>
    /// Gives the file at <paramref name="existingPath"/> the second name <paramref name="newPath"/>. Never overwrites;
    /// what the file system has against it is a result, not an exception.
    /// </summary>
    public static HardLinkResult CreateHard(string newPath, string existingPath)
    {
        var created = OperatingSystem.IsWindows()
            ? Kernel32.CreateHardLink(Kernel32.Extended(newPath), Kernel32.Extended(existingPath), 0)
            : LibC.Link(existingPath, newPath) == 0;
        return HardLinkResult(created);
    }

    /// <summary>Creates a symbolic link whose text is <paramref name="target"/>, unchanged.</summary>
    /// <param name="toDirectory">What the target is; Windows has two kinds of link.</param>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static void CreateSymbolic(string path, string target, bool toDirectory)
    {
        try
        {
            if (toDirectory)
            {
                Directory.CreateSymbolicLink(path, target);
            }
            else
            {
                File.CreateSymbolicLink(path, target);
            }
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "create the symbolic link");
        }
    }

    /// <summary>Of a call that has just made a hard link, or has not.</summary>
    internal static HardLinkResult HardLinkResult(bool created)
    {
        if (created)
        {
            return new HardLinkResult(LinkOutcome.Created);
        }

        var error = Marshal.GetLastPInvokeError();
        return new HardLinkResult(OperatingSystem.IsWindows() ? WindowsOutcome(error) : UnixOutcome(error), FileFailure.SystemException(error));
    }

    private static LinkOutcome UnixOutcome(int error) => error switch
    {
        1 => LinkOutcome.NotSupported, // EPERM: no hard links here, or fs.protected_hardlinks
        17 => LinkOutcome.AlreadyExists, // EEXIST
        18 => LinkOutcome.CrossesDevices, // EXDEV
        31 => LinkOutcome.TooManyLinks, // EMLINK
        38 or 45 or 78 or 95 or 102 => LinkOutcome.NotSupported, // ENOSYS and EOPNOTSUPP of Linux and macOS
        _ => LinkOutcome.Failed,
    };

    private static LinkOutcome WindowsOutcome(int error) => error switch
    {
        1 or 50 => LinkOutcome.NotSupported, // ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED
        17 => LinkOutcome.CrossesDevices, // ERROR_NOT_SAME_DEVICE
        80 or 183 => LinkOutcome.AlreadyExists, // ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS
        1142 => LinkOutcome.TooManyLinks, // ERROR_TOO_MANY_LINKS
        _ => LinkOutcome.Failed,
    };
}
