using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>Puts a finished directory in its place by one rename.</summary>
public static class DirectoryMove
{
    /// <summary>
    /// Renames <paramref name="staged"/> to <paramref name="destination"/>, which must be on the same file system and have an existing parent.
    /// False if something is at the destination already: that stays, and so does the staged directory.
    /// </summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static bool TryPublish(string staged, string destination)
    {
        if (Path.Exists(destination))
        {
            return false;
        }

        try
        {
            WindowsRetry.Run(() => Directory.Move(staged, destination));
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            // Another process may have won since the look; no rename replaces a directory that holds anything.
            return Path.Exists(destination) && Directory.Exists(staged) ? false : throw FileFailure.From(e, destination, "move a finished directory to");
        }

        DirectoryFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(destination))!);
        return true;
    }
}
