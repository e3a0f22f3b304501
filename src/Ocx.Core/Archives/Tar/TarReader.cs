using System.Text;
using System.Text.Unicode;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Tar;

/// <summary>
/// Reads a tar archive once, forwards. .NET's own reader is too forgiving here: it allocates what a long name claims, lets extended headers disagree with the
/// entry's own and stops at whatever looks like the end. This one refuses every archive that two readers could take for different trees.
/// </summary>
internal sealed class TarReader(BlockPipeline input)
{
    private const long LargestOctalSize = 0x1_FFFF_FFFF;
    private const int MaximumLongName = 4096 + 1;

    private ReadOnlyMemory<byte> _block;
    private long _position;
    private long _contentLeft;
    private int _paddingLeft;
    private PaxHeader? _pax;
    private string? _longName;
    private string? _longLink;

    /// <summary>The next entry, or null at the end of the archive. What is left of the former entry's content must have been read.</summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.ArchiveInvalid"/>.</exception>
    /// <exception cref="EntryRefusedException">The entry is of a kind that a layer cannot hold.</exception>
    public async ValueTask<TarEntry?> ReadEntryAsync()
    {
        while (true)
        {
            await SkipPaddingAsync();
            var offset = _position;
            var block = await TakeExactlyAsync(TarHeader.BlockSize);
            if (!block.Span.ContainsAnyExcept((byte)0))
            {
                await ReadToEndAsync(offset);
                return null;
            }

            if (ParseHeader(block.Span, offset) is { } entry)
            {
                return entry;
            }

            await ReadExtensionAsync(block.Span[156], offset);
        }
    }

    /// <summary>The next piece of the current entry's content, valid until the next call; empty at its end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadContentAsync()
    {
        if (_contentLeft == 0)
        {
            return default;
        }

        var piece = await TakeAsync((int)Math.Min(_contentLeft, int.MaxValue));
        if (piece.IsEmpty)
        {
            throw ArchiveFailure.Damaged("it ends in the middle of a file", _position);
        }

        _contentLeft -= piece.Length;
        return piece;
    }

    /// <summary>Null for a header that only says something about the next one.</summary>
    private TarEntry? ParseHeader(ReadOnlySpan<byte> block, long offset)
    {
        if (TarHeader.TryParse(block, out var header) is { } problem)
        {
            throw ArchiveFailure.Damaged(problem, offset);
        }

        if (header.Type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K')
        {
            BeginContent(header.Size);
            return null;
        }

        var entry = MakeEntry(header, offset);
        BeginContent(entry.Size);
        (_pax, _longName, _longLink) = (null, null, null);
        return entry;
    }

    private TarEntry MakeEntry(TarHeader header, long offset)
    {
        var path = _pax?.Path ?? _longName ?? Decode(header.Prefix, header.Name);
        if (_pax is { IsSparse: true } || header.Type == 'S')
        {
            throw new EntryRefusedException(path, "it is a sparse file, which this version does not read");
        }

        var size = Size(header, offset);
        var kind = Kind(header.Type, path);
        if (kind != EntryKind.File && size != 0)
        {
            throw ArchiveFailure.Damaged($"{EntryText.Quote(path)} is not a file and has content", offset);
        }

        var target = kind is EntryKind.SymbolicLink or EntryKind.HardLink ? _pax?.LinkPath ?? _longLink ?? Decode([], header.LinkName) : null;
        return new TarEntry(kind, path, target, size, header.Mode);
    }

    /// <summary>A PAX size is for sizes that the header cannot hold; where both speak, they must agree.</summary>
    private long Size(TarHeader header, long offset)
    {
        if (_pax?.Size is not { } size || size == header.Size)
        {
            return header.Size;
        }

        return size > LargestOctalSize ? size : throw ArchiveFailure.Damaged("two headers of one entry give different sizes", offset);
    }

    private static EntryKind Kind(byte type, string path) => type switch
    {
        // V7 had no type for directories.
        (byte)'0' or 0 => path.EndsWith('/') ? EntryKind.Directory : EntryKind.File,
        (byte)'7' => EntryKind.File,
        (byte)'1' => EntryKind.HardLink,
        (byte)'2' => EntryKind.SymbolicLink,
        (byte)'5' => EntryKind.Directory,
        (byte)'3' or (byte)'4' => throw new EntryRefusedException(path, "it is a device"),
        (byte)'6' => throw new EntryRefusedException(path, "it is a named pipe"),
        _ => throw new EntryRefusedException(path, $"it is of an unknown type, {EntryText.Quote(((char)type).ToString())}"),
    };

    private async ValueTask ReadExtensionAsync(byte type, long offset)
    {
        var isPax = type is (byte)'x' or (byte)'g';
        if (_contentLeft > (isPax ? PaxHeader.MaximumBytes : MaximumLongName))
        {
            throw ArchiveFailure.Damaged("an extended header or a long name is too large", offset);
        }

        var content = await ReadWholeContentAsync();
        var isFirst = type switch
        {
            (byte)'L' => _pax is null && _longName is null,
            (byte)'K' => _pax is null && _longLink is null,
            _ => _pax is null && _longName is null && _longLink is null,
        };
        if (!isFirst)
        {
            throw ArchiveFailure.Damaged("one entry has several extended headers or long names", offset);
        }

        switch (type)
        {
            case (byte)'L':
                _longName = ParseLongName(content, offset);
                break;
            case (byte)'K':
                _longLink = ParseLongName(content, offset);
                break;
            case (byte)'x':
                _pax = ParsePax(content, offset);
                break;
            default:
                // Git writes one, with the commit as a comment.
                if (ParsePax(content, offset).ChangesEntries)
                {
                    throw ArchiveFailure.Damaged("a global header sets names or sizes", offset);
                }

                break;
        }
    }

    private static PaxHeader ParsePax(byte[] content, long offset) =>
        PaxHeader.TryParse(content) ?? throw ArchiveFailure.Damaged("an extended header is not well-formed", offset);

    private static string ParseLongName(byte[] content, long offset)
    {
        var name = content.AsSpan().TrimEnd((byte)0);
        return name.IsEmpty || name.Contains((byte)0) ? throw ArchiveFailure.Damaged("a long name is not well-formed", offset) : Decode([], name);
    }

    private static string Decode(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name)
    {
        var text = prefix.IsEmpty ? Encoding.UTF8.GetString(name) : Encoding.UTF8.GetString(prefix) + "/" + Encoding.UTF8.GetString(name);
        return Utf8.IsValid(prefix) && Utf8.IsValid(name) ? text : throw new EntryRefusedException(text, "its name or target is not UTF-8");
    }

    private void BeginContent(long size)
    {
        _contentLeft = size;
        _paddingLeft = (int)(-size & (TarHeader.BlockSize - 1));
    }

    private async ValueTask<byte[]> ReadWholeContentAsync()
    {
        var content = new byte[_contentLeft];
        for (var filled = 0; filled < content.Length;)
        {
            var piece = await ReadContentAsync();
            piece.CopyTo(content.AsMemory(filled));
            filled += piece.Length;
        }

        return content;
    }

    private async ValueTask SkipPaddingAsync()
    {
        if (_paddingLeft > 0)
        {
            await TakeExactlyAsync(_paddingLeft);
            _paddingLeft = 0;
        }
    }

    /// <summary>Past the first zero block only zeros may follow: what stands behind it, some readers would extract.</summary>
    private async ValueTask ReadToEndAsync(long offset)
    {
        if (_pax is not null || _longName is not null || _longLink is not null)
        {
            throw ArchiveFailure.Damaged("an extended header or a long name has no entry", offset);
        }

        while (await TakeAsync(int.MaxValue) is { IsEmpty: false } rest)
        {
            if (rest.Span.ContainsAnyExcept((byte)0))
            {
                throw ArchiveFailure.Damaged("something follows its end", offset);
            }
        }
    }

    /// <summary>Only for what lies within one 512-byte block; those are never divided.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> TakeExactlyAsync(int count)
    {
        var taken = await TakeAsync(count);
        return taken.Length == count ? taken : throw ArchiveFailure.Damaged("it ends too early", _position);
    }

    /// <summary>At most as much as asked for; empty at the end of the input.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> TakeAsync(int maximum)
    {
        if (_block.IsEmpty)
        {
            _block = await input.ReadAsync();
        }

        var taken = _block[..Math.Min(maximum, _block.Length)];
        _block = _block[taken.Length..];
        _position += taken.Length;
        return taken;
    }
}
