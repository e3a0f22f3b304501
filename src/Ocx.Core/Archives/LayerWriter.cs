using Microsoft.Win32.SafeHandles;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>Puts the nodes of an <see cref="EntryTree"/> on the disk, under a directory that nobody else writes to.</summary>
internal sealed class LayerWriter(string destination)
{
    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Writers other than the owner, set-id and sticky bits are dropped: they have no place in a shared store.</summary>
    private const UnixFileMode AllowedFileBits = DirectoryMode;

    private const long LeastPreallocation = 1024 * 1024;

    public void CreateDirectory(EntryNode node)
    {
        var path = PathOf(node);
        try
        {
            Directory.CreateDirectory(path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, DirectoryMode);
            }
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "create the directory");
        }
    }

    /// <summary>A new file, open for writing. Its mode is exact whatever the umask; its owner can always read it.</summary>
    public SafeFileHandle CreateFile(EntryNode node, int mode, long size)
    {
        var path = PathOf(node);
        try
        {
            var handle = File.OpenHandle(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, preallocationSize: size >= LeastPreallocation ? size : 0);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(handle, ((UnixFileMode)mode & AllowedFileBits) | UnixFileMode.UserRead);
            }

            return handle;
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "create");
        }
    }

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
        var path = PathOf(node);
        var result = Links.CreateHard(path, PathOf(existing));
        try
        {
            if (result.CopyInstead)
            {
                File.Copy(PathOf(existing), path);
            }
            else if (result.Outcome != LinkOutcome.Created)
            {
                throw result.Failure!;
            }
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "create the hard link");
        }
    }

    public void CreateSymbolicLink(EntryNode node, bool toDirectory) =>
        Links.CreateSymbolic(PathOf(node), node.Target!.Replace('/', Path.DirectorySeparatorChar), toDirectory);

    private string PathOf(EntryNode node) => Path.Join(destination, node.PathFromRoot(Path.DirectorySeparatorChar));
}
