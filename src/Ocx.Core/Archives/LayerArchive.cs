using System.Formats.Tar;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives;

/// <summary>Packs directories as layers.</summary>
public static class LayerArchive
{
    private const UnixFileMode PlainMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ExecutableMode = PlainMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const int EndSize = 1024;

    /// <summary>The time of every entry, shared with the other writers of such archives.</summary>
    private static readonly DateTimeOffset EntryTime = DateTimeOffset.FromUnixTimeSeconds(1_153_704_088);

    /// <summary>
    /// Writes the content of a directory as a compressed tar archive. The bytes depend on names, content, executable bits and link targets alone,
    /// never on the machine, its user, its clock, the order of its directories or the number of its processors.
    /// </summary>
    /// <param name="names">Those of the systems that the layer is for.</param>
    /// <param name="output">Stays open. What it throws passes unchanged.</param>
    /// <param name="programs">Exactly these files are programs, by their paths from the directory, with '/'; null: as the files themselves say.</param>
    /// <exception cref="OcxException">
    /// <see cref="StoreErrors.SourceUnsuitable"/> for what <see cref="LayerExtractor"/> would refuse,
    /// <see cref="StoreErrors.CodecUnsupported"/>, <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.
    /// </exception>
    public static async Task CreateAsync(
        string sourceDirectory,
        NameRules names,
        Stream output,
        LayerEncoding? encoding = null,
        IReadOnlySet<string>? programs = null,
        CancellationToken cancellationToken = default)
    {
        var entries = SourceDirectory.List(sourceDirectory, names, cancellationToken);
        await using var encoder = LayerCodec.OpenEncoder(output, encoding ?? new LayerEncoding());
        await WriteTarAsync(entries, programs, encoder, cancellationToken);
        await encoder.CompleteAsync(cancellationToken);
    }

    private static async Task WriteTarAsync(IReadOnlyList<SourceEntry> entries, IReadOnlySet<string>? programs, Stream output, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            // TarWriter ends only what it has begun.
            await output.WriteAsync(new byte[EndSize], cancellationToken);
            return;
        }

        // GNU's format: .NET puts the process id into the extended headers of PAX.
        await using var tar = new TarWriter(output, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var entry in entries)
        {
            await WriteAsync(tar, entry, programs, cancellationToken);
        }
    }

    private static async Task WriteAsync(TarWriter tar, SourceEntry entry, IReadOnlySet<string>? programs, CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case EntryKind.Directory:
                await tar.WriteEntryAsync(Entry(TarEntryType.Directory, entry.Path + "/", ExecutableMode), cancellationToken);
                break;
            case EntryKind.SymbolicLink:
                var link = Entry(TarEntryType.SymbolicLink, entry.Path, ExecutableMode);
                link.LinkName = entry.Target!;
                await tar.WriteEntryAsync(link, cancellationToken);
                break;
            default:
                await using (var content = new SourceFileStream(entry.Info.FullName))
                {
                    var isProgram = programs?.Contains(entry.Path) ?? content.IsExecutable;
                    var file = Entry(TarEntryType.RegularFile, entry.Path, isProgram ? ExecutableMode : PlainMode);
                    file.DataStream = content;
                    await tar.WriteEntryAsync(file, cancellationToken);
                }

                break;
        }
    }

    private static GnuTarEntry Entry(TarEntryType type, string name, UnixFileMode mode) => new(type, name) { Mode = mode, ModificationTime = EntryTime };
}
