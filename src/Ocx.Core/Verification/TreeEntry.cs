using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>What a name on the disk is; a link is not followed.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Mode">Permission bits; none on Windows.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Identity">Of a file: the same for all its names.</param>
internal readonly record struct TreeEntry(string Path, FileKind Kind, UnixFileMode Mode, long Length, (ulong Device, ulong Inode) Identity)
{
    /// <summary>Null if there is no such name, or it cannot be looked at.</summary>
    public static TreeEntry? Of(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return UnixFileStatus.Of(path) is { } status ? new(path, status.Kind, status.Mode, status.Length, status.Identity) : null;
        }

        var info = new FileInfo(path);
        return (int)info.Attributes == -1 ? null
            : info.LinkTarget is not null ? new(path, FileKind.SymbolicLink, UnixFileMode.None, 0, default)
            : info.Attributes.HasFlag(FileAttributes.Directory) ? new(path, FileKind.Directory, UnixFileMode.None, 0, default)
            : LinkedFile.Of(path) is { } file ? new(path, FileKind.File, UnixFileMode.None, file.Length, file.Identity)
            : null;
    }

    public static bool IsDirectory(string path) => Of(path) is { Kind: FileKind.Directory };
}
