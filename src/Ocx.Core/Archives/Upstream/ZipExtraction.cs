using System.Text;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Zip;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives.Upstream;

/// <summary>
/// Unpacks a zip archive: the same rules for names and links as for layers. What counts is the directory at its end; every size and checksum in it must hold.
/// </summary>
internal sealed class ZipExtraction(FileStream archive, ExtractionLimits limits, int stripComponents, CancellationToken cancellationToken)
{
    private const int MaximumTarget = 4096;
    private const int UnixSystem = 3;
    private const int DarwinSystem = 19;
    private const int TypeMask = 0xF000;
    private const int DirectoryType = 0x4000;
    private const int FileType = 0x8000;
    private const int LinkType = 0xA000;
    private const int ExecutableMode = 0x1ED;
    private const int PlainMode = 0x1A4;

    private readonly byte[] _buffer = new byte[128 * 1024];
    private long _written;

    /// <param name="programs">Gets the paths of programs, with '/'.</param>
    /// <exception cref="OcxException">As <see cref="LayerExtractor"/>.</exception>
    public void Extract(string destination, ISet<string> programs)
    {
        try
        {
            ZipDirectory.Check(archive, limits.MaximumEntries);

            // Names that do not say that they are UTF-8 are taken for it all the same: the alternative depends on the machine.
            using var zip = new ZipFile(archive, leaveOpen: true, StringCodec.FromEncoding(Encoding.UTF8));
            Extract(zip, destination, programs);
        }
        catch (EntryRefusedException refusal)
        {
            throw ArchiveFailure.Refused(refusal);
        }
        catch (Exception exception) when (
            exception is SharpZipBaseException or EndOfStreamException or InvalidDataException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw ArchiveFailure.Damaged("its directory, or what is at the places it names, is wrong", exception);
        }
    }

    private void Extract(ZipFile zip, string destination, ISet<string> programs)
    {
        using var root = DirectoryHandle.Open(destination);
        var tree = new EntryTree(limits.MaximumEntries, NameRules.Of(root));
        using var writer = new LayerWriter(tree.Root, root, programs: programs);
        tree.DirectoryAdded += writer.CreateDirectory;
        foreach (ZipEntry entry in zip)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Check(entry);
            if (EntryPath.Strip(entry.Name, stripComponents) is { } path)
            {
                Extract(zip, entry, path, tree, writer);
            }
        }

        LayerExtractor.CreateLinks(writer, tree);
    }

    private static void Check(ZipEntry entry)
    {
        if (entry.IsCrypted)
        {
            throw new EntryRefusedException(entry.Name, "it is encrypted");
        }

        if (!entry.CanDecompress)
        {
            throw new EntryRefusedException(entry.Name, $"it is compressed with {entry.CompressionMethod}, which this version does not read");
        }

        if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
        {
            throw new EntryRefusedException(entry.Name, "its name is not UTF-8");
        }
    }

    private void Extract(ZipFile zip, ZipEntry entry, string path, EntryTree tree, LayerWriter writer)
    {
        var mode = entry.HostSystem is UnixSystem or DarwinSystem ? (int)((uint)entry.ExternalFileAttributes >> 16) : 0;
        switch (mode & TypeMask)
        {
            case LinkType:
                tree.AddLink(path, ReadTarget(zip, entry));
                break;
            case DirectoryType:
            case 0 or FileType when entry.Name.EndsWith('/'):
                tree.AddDirectory(path);
                break;
            case 0 or FileType:
                ExtractFile(zip, entry, mode & ~TypeMask, tree.AddFile(path), writer);
                break;
            default:
                throw new EntryRefusedException(entry.Name, "it is neither a file nor a directory nor a symbolic link");
        }
    }

    private void ExtractFile(ZipFile zip, ZipEntry entry, int mode, EntryNode node, LayerWriter writer)
    {
        using var content = zip.GetInputStream(entry);
        LayerFile? file = null;
        try
        {
            Copy(content, entry, piece =>
            {
                // Systems without permissions leave none behind; then a program is known by how it begins.
                file ??= writer.CreateFile(node, mode != 0 ? mode : ExecutableFiles.LooksExecutable(piece) ? ExecutableMode : PlainMode);
                file.Append(piece);
            });
            writer.Complete(file ??= writer.CreateFile(node, mode != 0 ? mode : PlainMode));
        }
        finally
        {
            file?.Dispose();
        }
    }

    private string ReadTarget(ZipFile zip, ZipEntry entry)
    {
        if (entry.Size > MaximumTarget)
        {
            throw new EntryRefusedException(entry.Name, $"it is a symbolic link with a target of more than {MaximumTarget} bytes");
        }

        using var content = zip.GetInputStream(entry);
        var target = new List<byte>();
        Copy(content, entry, piece => target.AddRange(piece));
        var bytes = target.ToArray();
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new EntryRefusedException(entry.Name, "its target is not UTF-8");
    }

    /// <summary>Never more than the directory says, and never more than the archive may hold.</summary>
    private void Copy(Stream content, ZipEntry entry, Action<ReadOnlySpan<byte>> take)
    {
        long size = 0;
        uint checksum = 0;
        while (content.Read(_buffer, 0, _buffer.Length) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            size += count;
            _written += count;
            if (_written > limits.MaximumBytes)
            {
                throw ArchiveFailure.TooLarge(limits.MaximumBytes);
            }

            if (size > entry.Size)
            {
                break;
            }

            checksum = Crc32.Append(checksum, _buffer.AsSpan(0, count));
            take(_buffer.AsSpan(0, count));
        }

        if (size != entry.Size || checksum != entry.Crc)
        {
            throw ArchiveFailure.Damaged($"the size or checksum of {EntryText.Quote(entry.Name)} is wrong");
        }
    }
}
