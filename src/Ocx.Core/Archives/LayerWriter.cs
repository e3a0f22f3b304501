using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>
/// Puts the nodes of an <see cref="EntryTree"/> on the disk. Each is made in its parent's open handle: no path is resolved again,
/// so that nothing on the disk can lead elsewhere. What is there already is never replaced.
/// </summary>
/// <exception cref="EntryRefusedException">Of every method that creates: the file system has something under this name.</exception>
/// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
internal sealed class LayerWriter : IDisposable
{
    /// <summary>Directories stay writable for their owner, or nothing in them could be deleted.</summary>
    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Nobody may write, since packages share the file; set-id and sticky bits have no place in a shared store.</summary>
    private const UnixFileMode AllowedFileBits = DirectoryMode & ~UnixFileMode.UserWrite;

    private const int CopyBufferSize = 128 * 1024;

    private readonly string _destination;
    private readonly DirectoryHandleCache _directories;

    /// <param name="root">Stands for <paramref name="destination"/>.</param>
    public LayerWriter(string destination, EntryNode root)
    {
        _destination = destination;
        _directories = new DirectoryHandleCache(root, DirectoryHandle.Open(destination));
    }

    public void CreateDirectory(EntryNode node) =>
        _directories.Add(node, ParentOf(node).TryCreateDirectory(node.Name, DirectoryMode) ?? throw Taken(node));

    /// <summary>A new file, open for writing. Its owner can always read it.</summary>
    public SafeFileHandle CreateFile(EntryNode node, int mode) => CreateFile(node, ParentOf(node), (UnixFileMode)mode);

    public void Write(EntryNode node, SafeFileHandle handle, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, PathOf(node), "write");
        }
    }

    public void CreateHardLink(EntryNode node, EntryNode existing)
    {
        var from = ParentOf(existing);
        var to = ParentOf(node);
        var result = to.CreateHardLink(node.Name, from, existing.Name);
        if (result.CopyInstead)
        {
            Copy(existing, from, node, to);
        }
        else if (result.Outcome != LinkOutcome.Created)
        {
            throw result.Outcome == LinkOutcome.AlreadyExists ? Taken(node) : FileFailure.From(result.Failure!, PathOf(node), "create the hard link");
        }
    }

    public void CreateSymbolicLink(EntryNode node, bool toDirectory)
    {
        if (!ParentOf(node).TryCreateSymbolicLink(node.Name, node.Target!.Replace('/', Path.DirectorySeparatorChar), toDirectory))
        {
            throw Taken(node);
        }
    }

    public void Dispose() => _directories.Dispose();

    private static SafeFileHandle CreateFile(EntryNode node, DirectoryHandle parent, UnixFileMode mode) =>
        parent.TryCreateFile(node.Name, (mode & AllowedFileBits) | UnixFileMode.UserRead) ?? throw Taken(node);

    private void Copy(EntryNode existing, DirectoryHandle from, EntryNode node, DirectoryHandle to)
    {
        using var source = from.OpenFile(existing.Name);
        using var copy = CreateFile(node, to, OperatingSystem.IsWindows() ? AllowedFileBits : File.GetUnixFileMode(source));
        var buffer = new byte[CopyBufferSize];
        FileFailure.Guard(PathOf(existing), "copy", () =>
        {
            for (long offset = 0; RandomAccess.Read(source, buffer, offset) is > 0 and var count; offset += count)
            {
                RandomAccess.Write(copy, buffer.AsSpan(0, count), offset);
            }
        });
    }

    private static EntryRefusedException Taken(EntryNode node) =>
        new(node.PathFromRoot(), "the file system has something under this name already, or takes another one for it");

    private DirectoryHandle ParentOf(EntryNode node) => _directories[node.Parent!];

    private string PathOf(EntryNode node) => Path.Join(_destination, node.PathFromRoot(Path.DirectorySeparatorChar));
}
