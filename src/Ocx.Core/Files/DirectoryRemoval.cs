using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>Recursive deletion that copes with read-only content and never follows a link.</summary>
public static class DirectoryRemoval
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Deletes the directory and all it holds; nothing to do if it does not exist.</summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static void Delete(string path)
    {
        try
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (UnauthorizedAccessException) when (Directory.Exists(path))
            {
                MakeDeletable(new DirectoryInfo(path));
                Directory.Delete(path, recursive: true);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already, perhaps by another process.
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "delete");
        }
    }

    /// <summary>On Unix a name is removed with write access to its directory; on Windows the file itself must not be read-only.</summary>
    private static void MakeDeletable(DirectoryInfo directory)
    {
        if (directory.LinkTarget is not null)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            directory.Attributes &= ~FileAttributes.ReadOnly;
        }
        else
        {
            directory.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        foreach (var entry in directory.EnumerateFileSystemInfos("*", Everything))
        {
            if (entry is DirectoryInfo child)
            {
                MakeDeletable(child);
            }
            else if (OperatingSystem.IsWindows())
            {
                entry.Attributes &= ~FileAttributes.ReadOnly;
            }
        }
    }
}
