using Ocx.Core.Archives.Tar;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives;

/// <summary>Reads a layer as <see cref="LayerExtractor"/> does, with the same refusals, and puts nothing on the disk.</summary>
internal static class LayerListing
{
    /// <summary>Every name that the layer makes: directories, those that paths imply included, files and links.</summary>
    /// <param name="compressed">Read asynchronously, on another thread, to its end; stays open. What it throws passes unchanged.</param>
    /// <param name="mediaType">The layer's type, of <see cref="Oci.MediaTypes"/>.</param>
    /// <exception cref="OcxException">
    /// <see cref="StoreErrors.ArchiveInvalid"/>, <see cref="StoreErrors.ArchiveEscapes"/>, <see cref="StoreErrors.ArchiveEntryUnsupported"/>,
    /// <see cref="StoreErrors.ArchiveBomb"/>, <see cref="StoreErrors.CodecUnsupported"/>.
    /// </exception>
    public static async Task<IReadOnlyList<ListedEntry>> ReadAsync(
        Stream compressed, string mediaType, ExtractionLimits limits, NameRules names, CancellationToken cancellationToken = default)
    {
        await using var decoder = LayerCodec.OpenDecoder(compressed, mediaType);
        await using var blocks = new BlockPipeline(decoder, limits.MaximumBytes, cancellationToken);
        var reader = new TarReader(blocks);
        var tree = new EntryTree(limits.MaximumEntries, names);
        var entries = new List<ListedEntry>();
        tree.DirectoryAdded += directory => entries.Add(new(directory.PathFromRoot(), EntryKind.Directory));
        try
        {
            while (await reader.ReadEntryAsync() is { } entry)
            {
                if (Add(tree, entry) is { } node)
                {
                    entries.Add(new(node.PathFromRoot(), entry.Kind, node.Target));
                }

                while (await reader.ReadContentAsync() is { IsEmpty: false })
                {
                    // Only its length counts.
                }
            }

            var resolver = new LinkResolver();
            foreach (var link in tree.Links)
            {
                resolver.Resolve(link);
            }

            return entries;
        }
        catch (EntryRefusedException e)
        {
            throw ArchiveFailure.Refused(e);
        }
    }

    /// <returns>Null for a directory, of which the tree tells itself.</returns>
    private static EntryNode? Add(EntryTree tree, TarEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Directory:
                tree.AddDirectory(entry.Path);
                return null;
            case EntryKind.SymbolicLink:
                tree.AddLink(entry.Path, entry.Target!);
                return tree.Links[^1];
            case EntryKind.HardLink:
                tree.FindLinked(entry.Path, entry.Target!);
                return tree.AddFile(entry.Path);
            default:
                return tree.AddFile(entry.Path);
        }
    }
}
