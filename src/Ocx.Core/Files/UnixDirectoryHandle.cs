using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Files;

/// <summary>Directory-relative system calls.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixDirectoryHandle : DirectoryHandle
{
    private const int NoSuchName = 2; // ENOENT
    private const int NameTaken = 17; // EEXIST
    private const int NotALink = 22; // EINVAL
    private const int LongestLink = 4096;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string ListAction = "list";
    private const string CreateAction = "create";
    private const string CreateDirectoryAction = "create the directory";

    private static readonly int DirectoryFlags = OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec;

    private static readonly int NewFileFlags =
        OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow | OpenFlags.CloseOnExec;

    private readonly SafeFileHandle _handle;

    private UnixDirectoryHandle(string path, SafeFileHandle handle)
        : base(path) => _handle = handle;

    public static UnixDirectoryHandle OpenRoot(string path) => Opened(LibC.Open(path, DirectoryFlags), path);

    public override DirectoryHandle OpenDirectory(string name) => OpenChild(name, PathOf(name));

    public override SafeFileHandle OpenFile(string name)
    {
        var path = PathOf(name);
        var handle = LibC.OpenAt(_handle, name, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking | OpenFlags.CloseOnExec);
        Succeeds(handle.IsInvalid ? -1 : 0, tolerated: 0, path, "open");
        if (UnixFileStatus.Of(handle) is { IsRegularFile: true })
        {
            return handle;
        }

        handle.Dispose();
        throw FileFailure.From(new IOException("It is not a file"), path, "open");
    }

    public override DirectoryHandle? TryCreateDirectory(string name, UnixFileMode mode)
    {
        var path = PathOf(name);
        if (!Succeeds(LibC.MakeDirectoryAt(_handle, name, (uint)OwnerOnly), NameTaken, path, CreateDirectoryAction))
        {
            return null;
        }

        var directory = OpenChild(name, path);
        SetMode(directory._handle, mode, path, CreateDirectoryAction);
        return directory;
    }

    public override SafeFileHandle? TryCreateFile(string name, UnixFileMode mode)
    {
        var path = PathOf(name);
        var handle = LibC.OpenAt(_handle, name, NewFileFlags, mode);
        if (!Succeeds(handle.IsInvalid ? -1 : 0, NameTaken, path, CreateAction))
        {
            return null;
        }

        SetMode(handle, mode, path, CreateAction);
        return handle;
    }

    public override bool TryCreateSymbolicLink(string name, string target, bool toDirectory)
    {
        var path = PathOf(name);
        return Succeeds(LibC.SymbolicLinkAt(target, _handle, name), NameTaken, path, "create the symbolic link");
    }

    public override HardLinkResult CreateHardLink(string name, DirectoryHandle existingDirectory, string existingName)
    {
        var existing = (UnixDirectoryHandle)existingDirectory;
        (_, _) = (PathOf(name), existing.PathOf(existingName));
        return Links.HardLinkResult(LibC.LinkAt(existing._handle, existingName, _handle, name, flags: 0) == 0);
    }

    public override IEnumerable<DirectoryEntry> List()
    {
        // A handle of its own: reading moves the position in the directory, which duplicates would share.
        using var handle = LibC.OpenAt(_handle, ".", DirectoryFlags);
        using var stream = handle.IsInvalid ? null : DirectoryStream.Open(handle);
        if (stream is null or { IsInvalid: true })
        {
            throw FileFailure.FromLastError(Path, ListAction);
        }

        while (stream.Read() is var (name, kind))
        {
            if (name is not ("." or "..") && (kind ?? KindOf(name)) is { } known)
            {
                yield return new DirectoryEntry(name, known);
            }
        }

        if (Marshal.GetLastPInvokeError() != 0)
        {
            throw FileFailure.FromLastError(Path, ListAction);
        }
    }

    public override FileKind? KindOf(string name)
    {
        var path = PathOf(name);
        var status = UnixFileStatus.Of(_handle, name);
        return Succeeds(status is null ? -1 : 0, NoSuchName, path, "look at") ? status!.Value.Kind : null;
    }

    public override string? ReadLink(string name)
    {
        var path = PathOf(name);
        Span<byte> text = stackalloc byte[LongestLink];
        var length = (int)LibC.ReadLinkAt(_handle, name, text, text.Length);
        return length >= 0 ? Encoding.UTF8.GetString(text[..length])
            : Marshal.GetLastPInvokeError() is NotALink or NoSuchName ? null
            : throw FileFailure.FromLastError(path, "read the symbolic link");
    }

    public override void DeleteFile(string name) => Delete(name, flags: 0);

    public override void DeleteDirectory(string name) => Delete(name, OpenFlags.RemoveDirectory);

    public override void Dispose() => _handle.Dispose();

    private static UnixDirectoryHandle Opened(SafeFileHandle handle, string path)
    {
        Succeeds(handle.IsInvalid ? -1 : 0, tolerated: 0, path, "open the directory");
        return new UnixDirectoryHandle(path, handle);
    }

    private UnixDirectoryHandle OpenChild(string name, string path) => Opened(LibC.OpenAt(_handle, name, DirectoryFlags), path);

    private void Delete(string name, int flags)
    {
        var path = PathOf(name);
        Succeeds(LibC.UnlinkAt(_handle, name, flags), NoSuchName, path, "delete");
    }

    /// <summary>False for the one error that is no failure.</summary>
    private static bool Succeeds(int result, int tolerated, string path, string action) =>
        result >= 0 || (Marshal.GetLastPInvokeError() == tolerated ? false : throw FileFailure.FromLastError(path, action));

    private static void SetMode(SafeFileHandle handle, UnixFileMode mode, string path, string action)
    {
        try
        {
            File.SetUnixFileMode(handle, mode);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            handle.Dispose();
            throw FileFailure.From(e, path, action);
        }
    }
}
