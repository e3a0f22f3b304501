using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>Windows, whose calls take paths only.</summary>
internal sealed class PathDirectoryHandle : DirectoryHandle
{
    private PathDirectoryHandle(string path)
        : base(path)
    {
    }

    public static PathDirectoryHandle OpenRoot(string path)
    {
        FileFailure.Guard(path, "open the directory", () =>
        {
            if (KindOfPath(path) != FileKind.Directory)
            {
                throw new DirectoryNotFoundException("It is not a directory");
            }
        });
        return new PathDirectoryHandle(path);
    }

    public override DirectoryHandle OpenDirectory(string name) => OpenRoot(PathOf(name));

    public override SafeFileHandle OpenFile(string name)
    {
        var path = PathOf(name);
        SafeFileHandle? handle = null;
        FileFailure.Guard(path, "open", () =>
        {
            handle = KindOfPath(path) is null or FileKind.File
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete)
                : throw new IOException("It is not a file");
        });
        return handle!;
    }

    public override DirectoryHandle? TryCreateDirectory(string name, UnixFileMode mode)
    {
        var path = PathOf(name);
        var isTaken = false;
        FileFailure.Guard(path, "create the directory", () =>
        {
            isTaken = KindOfPath(path) is not null;
            if (!isTaken)
            {
                Directory.CreateDirectory(path);
            }
        });
        return isTaken ? null : new PathDirectoryHandle(path);
    }

    public override SafeFileHandle? TryCreateFile(string name, UnixFileMode mode)
    {
        var path = PathOf(name);
        SafeFileHandle? handle = null;
        FileFailure.Guard(path, "create", () =>
            handle = KindOfPath(path) is null ? File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None) : null);
        return handle;
    }

    public override bool TryCreateSymbolicLink(string name, string target, bool toDirectory)
    {
        var path = PathOf(name);
        if (KindOf(name) is not null)
        {
            return false;
        }

        Links.CreateSymbolic(path, target, toDirectory);
        return true;
    }

    public override HardLinkResult CreateHardLink(string name, DirectoryHandle existingDirectory, string existingName) =>
        Links.CreateHard(PathOf(name), ((PathDirectoryHandle)existingDirectory).PathOf(existingName));

    public override IEnumerable<DirectoryEntry> List()
    {
        List<DirectoryEntry> entries = [];
        FileFailure.Guard(Path, "list", () => entries.AddRange(
            new DirectoryInfo(Path).EnumerateFileSystemInfos().Select(entry => new DirectoryEntry(entry.Name, KindOfPath(entry.FullName)!.Value))));
        return entries;
    }

    public override FileKind? KindOf(string name)
    {
        var path = PathOf(name);
        FileKind? kind = null;
        FileFailure.Guard(path, "look at", () => kind = KindOfPath(path));
        return kind;
    }

    public override string? ReadLink(string name)
    {
        var path = PathOf(name);
        string? target = null;
        FileFailure.Guard(path, "read the symbolic link", () => target = new FileInfo(path).LinkTarget);
        return target;
    }

    public override void DeleteFile(string name) => Delete(name, directory: false);

    public override void DeleteDirectory(string name) => Delete(name, directory: true);

    public override void Dispose()
    {
    }

    private void Delete(string name, bool directory)
    {
        var path = PathOf(name);
        FileFailure.Guard(path, "delete", () =>
        {
            var kind = KindOfPath(path);
            if (kind is not null && directory != (kind == FileKind.Directory))
            {
                throw new IOException(directory ? "It is not a directory" : "It is a directory");
            }

            // A link to a directory is deleted as one on Windows.
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }
            else
            {
                File.Delete(path);
            }
        });
    }

    private static FileKind? KindOfPath(string path)
    {
        var info = new FileInfo(path);
        var attributes = info.Attributes;
        return attributes == (FileAttributes)(-1) ? null
            : info.LinkTarget is not null ? FileKind.SymbolicLink
            : (attributes & FileAttributes.ReparsePoint) != 0 ? FileKind.Other
            : (attributes & FileAttributes.Directory) != 0 ? FileKind.Directory
            : FileKind.File;
    }
}
