using Ocx.Core.Archives.Inventory;
using Ocx.Core.Archives.Tar;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>Unpacks one layer in a single pass, in constant memory but for the names it holds and what is kept of each file.</summary>
public static class LayerExtractor
{
    /// <summary>
    /// Unpacks <paramref name="compressed"/>, which is read to its end, into <paramref name="destination"/>.
    /// After a failure the directory holds a part of the layer and is to be thrown away.
    /// </summary>
    /// <param name="compressed">Read asynchronously, on another thread; stays open. What it throws passes unchanged.</param>
    /// <param name="mediaType">The layer's type, of <see cref="Oci.MediaTypes"/>.</param>
    /// <param name="destination">An empty directory that nobody else writes to.</param>
    /// <param name="inventory">Path of a new file that <see cref="TreeInventory"/> reads, or null for none.</param>
    /// <param name="names">Null: those of the system this runs on.</param>
    /// <exception cref="OcxException">
    /// <see cref="StoreErrors.ArchiveInvalid"/>, <see cref="StoreErrors.ArchiveEscapes"/>, <see cref="StoreErrors.ArchiveEntryUnsupported"/>,
    /// <see cref="StoreErrors.ArchiveBomb"/>, <see cref="StoreErrors.CodecUnsupported"/>,
    /// <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.
    /// </exception>
    public static async Task ExtractAsync(
        Stream compressed,
        string mediaType,
        string destination,
        ExtractionLimits limits,
        string? inventory = null,
        NameRules? names = null,
        CancellationToken cancellationToken = default)
    {
        await using var decoder = LayerCodec.OpenDecoder(compressed, mediaType);
        await ExtractTarAsync(decoder, destination, limits, stripComponents: 0, inventory, names, cancellationToken: cancellationToken);
    }

    /// <summary>The same for a tar archive that is not compressed, or not any more.</summary>
    /// <param name="stripComponents">Leading parts to take off every name; entries that have no more are left out.</param>
    /// <param name="programs">Gets the paths of programs, with '/'.</param>
    internal static async Task ExtractTarAsync(
        Stream tar,
        string destination,
        ExtractionLimits limits,
        int stripComponents,
        string? inventory = null,
        NameRules? names = null,
        ISet<string>? programs = null,
        CancellationToken cancellationToken = default)
    {
        await using var blocks = new BlockPipeline(tar, limits.MaximumBytes, cancellationToken);
        var reader = new TarReader(blocks);
        using var root = DirectoryHandle.Open(destination);
        var tree = new EntryTree(limits.MaximumEntries, names ?? NameRules.Of(root));
        using var inventoryWriter = inventory is null ? null : new TreeInventoryWriter(inventory);
        using var writer = new LayerWriter(tree.Root, root, inventoryWriter, programs);
        tree.DirectoryAdded += writer.CreateDirectory;
        try
        {
            while (await reader.ReadEntryAsync() is { } entry)
            {
                if (Strip(entry, stripComponents) is { } kept)
                {
                    await ExtractAsync(kept, reader, writer, tree, limits);
                }
                else
                {
                    await SkipAsync(reader);
                }
            }

            CreateLinks(writer, tree);
            inventoryWriter?.Complete();
        }
        catch (EntryRefusedException e)
        {
            throw ArchiveFailure.Refused(e);
        }
    }

    /// <summary>Hard links name other entries, so their targets are stripped too; those of symbolic links are theirs to read.</summary>
    private static TarEntry? Strip(TarEntry entry, int components)
    {
        if (components == 0 || EntryPath.Strip(entry.Path, components) is not { } path)
        {
            return components == 0 ? entry : null;
        }

        return entry.Kind != EntryKind.HardLink ? entry with { Path = path }
            : EntryPath.Strip(entry.Target!, components) is { } target ? entry with { Path = path, Target = target }
            : throw new EntryRefusedException(entry.Path, $"it is a hard link to {EntryText.Quote(entry.Target!)}, which is left out");
    }

    private static async ValueTask SkipAsync(TarReader reader)
    {
        while (await reader.ReadContentAsync() is { IsEmpty: false })
        {
        }
    }

    private static async ValueTask ExtractAsync(TarEntry entry, TarReader reader, LayerWriter writer, EntryTree tree, ExtractionLimits limits)
    {
        switch (entry.Kind)
        {
            case EntryKind.Directory:
                tree.AddDirectory(entry.Path);
                break;
            case EntryKind.SymbolicLink:
                tree.AddLink(entry.Path, entry.Target!);
                break;
            case EntryKind.HardLink:
                var existing = tree.FindLinked(entry.Path, entry.Target!);
                writer.CreateHardLink(tree.AddFile(entry.Path), existing);
                break;
            default:
                await ExtractFileAsync(entry, reader, writer, tree.AddFile(entry.Path), limits);
                break;
        }
    }

    private static async ValueTask ExtractFileAsync(TarEntry entry, TarReader reader, LayerWriter writer, EntryNode node, ExtractionLimits limits)
    {
        // Before any of it is written.
        if (entry.Size > limits.MaximumBytes)
        {
            throw ArchiveFailure.TooLarge(limits.MaximumBytes);
        }

        using var file = writer.CreateFile(node, entry.Mode);
        while (await reader.ReadContentAsync() is { IsEmpty: false } piece)
        {
            file.Append(piece.Span);
        }

        writer.Complete(file);
    }

    /// <summary>Links come last, when it is known where each of them leads. Until then no path on the disk can lead through one.</summary>
    internal static void CreateLinks(LayerWriter writer, EntryTree tree)
    {
        var resolver = new LinkResolver();
        var places = tree.Links.Select(resolver.Resolve).ToList();
        for (var i = 0; i < places.Count; i++)
        {
            writer.CreateSymbolicLink(tree.Links[i], toDirectory: places[i].Below == 0);
        }
    }
}
