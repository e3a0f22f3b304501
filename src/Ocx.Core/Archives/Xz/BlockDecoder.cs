using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Xz;

/// <summary>Decodes one block from behind its header to the end of its check, and holds it to what the header says.</summary>
internal sealed class BlockDecoder : IDisposable
{
    private readonly XzInput _input;
    private readonly BlockHeader _header;
    private readonly BlockCheck _check;
    private readonly Lzma2Decoder _lzma2;
    private readonly FilterChain? _filters;
    private readonly long _start;

    public BlockDecoder(XzInput input, BlockHeader header, CheckType check)
    {
        _input = input;
        _header = header;
        _start = input.Position;
        _lzma2 = new Lzma2Decoder(input, header.DictionarySize);
        _filters = header.Filters.Length == 0 ? null : new FilterChain(_lzma2, header.Filters);
        _check = new BlockCheck(check);
    }

    /// <summary>How many bytes were decoded.</summary>
    public long UncompressedSize { get; private set; }

    /// <summary>The size of header, compressed data and check; known at the end.</summary>
    public long UnpaddedSize { get; private set; }

    /// <summary>Zero only at the end, with all verified.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = _filters is null ? await _lzma2.ReadAsync(buffer, cancellationToken) : await _filters.ReadAsync(buffer, cancellationToken);
        UncompressedSize += count;
        if (UncompressedSize > _header.UncompressedSize)
        {
            throw WrongSize();
        }

        if (count > 0)
        {
            _check.Append(buffer.Span[..count]);
        }
        else
        {
            await VerifyEndAsync(cancellationToken);
        }

        return count;
    }

    public void Dispose()
    {
        _lzma2.Dispose();
        _check.Dispose();
    }

    private async ValueTask VerifyEndAsync(CancellationToken cancellationToken)
    {
        var compressedSize = _input.Position - _start;
        if (UncompressedSize != (_header.UncompressedSize ?? UncompressedSize) || compressedSize != (_header.CompressedSize ?? compressedSize))
        {
            throw WrongSize();
        }

        UnpaddedSize = _header.Size + compressedSize + _check.Size;
        var padding = (int)(-compressedSize & 3);
        await _input.RequireAsync(padding + _check.Size, cancellationToken);
        if (_input.Take(padding).ContainsAnyExcept((byte)0))
        {
            throw XzFailure.Damaged("block padding is wrong");
        }

        if (!_check.Matches(_input.Take(_check.Size)))
        {
            throw XzFailure.Damaged("checksum is wrong");
        }
    }

    private static OcxException WrongSize() => XzFailure.Damaged("block has another size than its header says");
}
