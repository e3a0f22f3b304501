using System.Text;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>
/// A directory that stays the same one whatever becomes of the path it was opened by. Its methods take one name in it, never a path,
/// and follow no link: nothing done through a handle can come to pass in another directory.
/// </summary>
/// <remarks>
/// On Unix this is the system's own doing. On Windows names are joined to the path and looked at before they are used, which is as good
/// where nobody else writes.
/// </remarks>
/// <exception cref="OcxException">Of every method: <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
internal abstract class DirectoryHandle(string path) : IDisposable
{
    /// <summary>Of directories in the store: they stay writable for their owner, or nothing in them could be deleted.</summary>
    public const UnixFileMode StoreMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>In bytes of UTF-8; on Windows, which counts otherwise, the system says so itself.</summary>
    private static readonly int LongestPath = OperatingSystem.IsLinux() ? 4095 : OperatingSystem.IsMacOS() ? 1023 : int.MaxValue;

    /// <summary>The path that the directory was opened by.</summary>
    public string Path { get; } = path;

    /// <summary>Only the path's last component must not be a link.</summary>
    public static DirectoryHandle Open(string path) =>
        OperatingSystem.IsWindows() ? PathDirectoryHandle.OpenRoot(path) : UnixDirectoryHandle.OpenRoot(path);

    public abstract DirectoryHandle OpenDirectory(string name);

    /// <summary>For reading. Anything but a plain file is a failure.</summary>
    public abstract SafeFileHandle OpenFile(string name);

    /// <summary>A new directory, open; null if the name is taken.</summary>
    /// <param name="mode">Exact permissions on Unix, whatever the umask.</param>
    public abstract DirectoryHandle? TryCreateDirectory(string name, UnixFileMode mode);

    /// <summary>A new file, open for writing even if its mode forbids that; null if the name is taken.</summary>
    /// <inheritdoc cref="TryCreateDirectory" path="/param"/>
    public abstract SafeFileHandle? TryCreateFile(string name, UnixFileMode mode);

    /// <summary>A symbolic link whose text is <paramref name="target"/>, unchanged; false if the name is taken.</summary>
    /// <param name="toDirectory">What the target is; Windows has two kinds of link.</param>
    public abstract bool TryCreateSymbolicLink(string name, string target, bool toDirectory);

    /// <summary>A further name for a file. What the file system has against it is a result, not an exception.</summary>
    public abstract HardLinkResult CreateHardLink(string name, DirectoryHandle existingDirectory, string existingName);

    /// <summary>What is in the directory, in the file system's order, while it is read.</summary>
    public abstract IEnumerable<DirectoryEntry> List();

    /// <summary>Null if there is no such name.</summary>
    public abstract FileKind? KindOf(string name);

    /// <summary>The text of a symbolic link; null if the name is not one.</summary>
    public abstract string? ReadLink(string name);

    /// <summary>Of a file or a symbolic link; nothing to do if there is no such name.</summary>
    public abstract void DeleteFile(string name);

    /// <summary>Of an empty directory; nothing to do if there is no such name.</summary>
    public abstract void DeleteDirectory(string name);

    public abstract void Dispose();

    /// <summary>
    /// For messages, and on Windows for more. A path that is too long for the system is a failure although a handle could do without:
    /// nobody could use or delete what has it.
    /// </summary>
    /// <exception cref="ArgumentException">It is not one name: a defect of the caller.</exception>
    protected string PathOf(string name)
    {
        if (name is "" or "." or ".." || name.AsSpan().ContainsAny(['/', '\0', System.IO.Path.DirectorySeparatorChar]))
        {
            throw new ArgumentException($"'{name}' is not the name of something in a directory.", nameof(name));
        }

        var path = System.IO.Path.Join(Path, name);
        return path.Length <= LongestPath && Encoding.UTF8.GetByteCount(path) <= LongestPath
            ? path
            : throw FileFailure.From(new PathTooLongException("The path is too long"), path, "use");
    }
}
