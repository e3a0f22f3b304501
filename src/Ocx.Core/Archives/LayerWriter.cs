using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Archives.Inventory;
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
    /// <summary>Nobody may write, since packages share the file; set-id and sticky bits have no place in a shared store.</summary>
    private const UnixFileMode AllowedFileBits = DirectoryHandle.StoreMode & ~UnixFileMode.UserWrite;

    private const int CopyBufferSize = 128 * 1024;

    private readonly string _destination;
    private readonly DirectoryHandleCache _directories;
    private readonly TreeInventoryWriter? _inventory;
    private readonly ISet<string>? _programs;
    private readonly IncrementalHash? _hash;

    /// <param name="destination">What <paramref name="root"/> stands for; stays open.</param>
    /// <param name="inventory">Gets a line for everything that is written; stays open.</param>
    /// <param name="programs">Gets the paths of the files that their owner may execute, with '/': not every system remembers that.</param>
    public LayerWriter(EntryNode root, DirectoryHandle destination, TreeInventoryWriter? inventory = null, ISet<string>? programs = null)
    {
        _destination = destination.Path;
        _directories = new DirectoryHandleCache(root, destination);
        _inventory = inventory;
        _programs = programs;
        _hash = inventory is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    public void CreateDirectory(EntryNode node)
    {
        _directories.Add(node, ParentOf(node).TryCreateDirectory(node.Name, DirectoryHandle.StoreMode) ?? throw Taken(node));
        _inventory?.Write(new InventoryEntry(EntryKind.Directory, node.PathFromRoot(), DirectoryHandle.StoreMode));
    }

    /// <summary>A new file. Its owner can always read it. To be handed to <see cref="Complete"/> when all is written.</summary>
    public LayerFile CreateFile(EntryNode node, int mode)
    {
        var bits = ((UnixFileMode)mode & AllowedFileBits) | UnixFileMode.UserRead;
        return new LayerFile(node, PathOf(node), CreateFile(node, ParentOf(node), bits), bits, _hash);
    }

    public void Complete(LayerFile file) => Record(file.Node, file.Complete());

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

        Record(node, existing.File!);
    }

    public void CreateSymbolicLink(EntryNode node, bool toDirectory)
    {
        if (!ParentOf(node).TryCreateSymbolicLink(node.Name, node.Target!.Replace('/', Path.DirectorySeparatorChar), toDirectory))
        {
            throw Taken(node);
        }

        _inventory?.Write(new InventoryEntry(EntryKind.SymbolicLink, node.PathFromRoot(), Target: node.Target));
    }

    public void Dispose()
    {
        _directories.Dispose();
        _hash?.Dispose();
    }

    private static SafeFileHandle CreateFile(EntryNode node, DirectoryHandle parent, UnixFileMode mode) =>
        parent.TryCreateFile(node.Name, mode) ?? throw Taken(node);

    private void Copy(EntryNode existing, DirectoryHandle from, EntryNode node, DirectoryHandle to)
    {
        using var source = from.OpenFile(existing.Name);
        using var copy = CreateFile(node, to, existing.File!.Mode);
        var buffer = new byte[CopyBufferSize];
        FileFailure.Guard(PathOf(existing), "copy", () =>
        {
            for (long offset = 0; RandomAccess.Read(source, buffer, offset) is > 0 and var count; offset += count)
            {
                RandomAccess.Write(copy, buffer.AsSpan(0, count), offset);
            }
        });
    }

    private void Record(EntryNode node, FileRecord file)
    {
        node.File = file;
        if (file.Mode.HasFlag(UnixFileMode.UserExecute))
        {
            _programs?.Add(node.PathFromRoot());
        }

        _inventory?.Write(new InventoryEntry(EntryKind.File, node.PathFromRoot(), file.Mode, file.Size, file.Sha256));
    }

    private static EntryRefusedException Taken(EntryNode node) =>
        new(node.PathFromRoot(), "the file system has something under this name already, or takes another one for it");

    private DirectoryHandle ParentOf(EntryNode node) => _directories[node.Parent!];

    private string PathOf(EntryNode node) => Path.Join(_destination, node.PathFromRoot(Path.DirectorySeparatorChar));
}
