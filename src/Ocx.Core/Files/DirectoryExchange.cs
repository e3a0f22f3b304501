namespace Ocx.Core.Files;

/// <summary>Puts a directory into the place of another, which stays and gets the first one's name.</summary>
internal static class DirectoryExchange
{
    private const int CurrentDirectory = -100;
    private const uint Swap = 2;

    /// <summary>
    /// In one step where the system can: whoever looks finds the one or the other. Elsewhere in three renames, between which there may be none.
    /// Both are on one file system.
    /// </summary>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002.</exception>
    public static void Exchange(string staged, string destination)
    {
        if (!TrySwap(staged, destination))
        {
            FileFailure.Guard(destination, "replace", () =>
            {
                var aside = staged + "-replaced";
                DirectoryRemoval.Delete(aside);
                WindowsRetry.Run(() => Directory.Move(destination, aside));
                WindowsRetry.Run(() => Directory.Move(staged, destination));
                WindowsRetry.Run(() => Directory.Move(aside, staged));
            });
        }

        DirectoryFlush.Flush(Path.GetDirectoryName(destination)!);
    }

    /// <summary>False where the system or the file system has no such call, or for any other reason: the renames then say which.</summary>
    private static bool TrySwap(string staged, string destination)
    {
        try
        {
            return OperatingSystem.IsLinux() ? LibC.RenameAt2(CurrentDirectory, staged, CurrentDirectory, destination, Swap) == 0
                : OperatingSystem.IsMacOS() && LibC.RenameX(staged, destination, Swap) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library.
            return false;
        }
    }
}
