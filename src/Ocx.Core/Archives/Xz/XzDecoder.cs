using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Archives.Xz;

/// <summary>
/// The .xz format, version 1.1.0, to its last byte: any number of streams with padding between them, with every check, size and reserved bit verified.
/// Memory is the dictionary that the content makes use of, and for streams of several blocks up to <see cref="BlocksAhead"/> whole blocks
/// as far as there is <see cref="BlockMemory"/>.
/// </summary>
/// <exception cref="OcxException">
/// <see cref="StoreErrors.ArchiveInvalid"/>; <see cref="StoreErrors.CodecUnsupported"/> for checks and filters that are not known and dictionaries of more than
/// <see cref="BlockHeader.MaximumDictionarySize"/> bytes.
/// </exception>
internal sealed class XzDecoder : ReadOnlyStream
{
    private const int MaximumBlocksAhead = 8;
    private const int PaddingUnit = 4;

    private readonly XzInput _input;
    private readonly int _blocksAhead;
    private readonly BlockMemory _memory;
    private XzStreamDecoder? _stream;

    /// <param name="compressed">Read asynchronously to its end; stays open.</param>
    public XzDecoder(Stream compressed)
        : this(compressed, BlocksAhead, BlockMemory.Shared)
    {
    }

    /// <param name="blocksAhead">1 to decode all in sequence.</param>
    internal XzDecoder(Stream compressed, int blocksAhead, BlockMemory memory)
    {
        _input = new XzInput(compressed);
        _blocksAhead = blocksAhead;
        _memory = memory;
        _stream = new XzStreamDecoder(_input, blocksAhead, memory);
    }

    private static int BlocksAhead => Math.Min(Environment.ProcessorCount, MaximumBlocksAhead);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_stream is not null && !buffer.IsEmpty)
        {
            var count = await _stream.ReadAsync(buffer, cancellationToken);
            if (count > 0)
            {
                return count;
            }

            var hasNext = await FindStreamAsync(cancellationToken);
            _stream.Dispose();
            _stream = hasNext ? new XzStreamDecoder(_input, _blocksAhead, _memory) : null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Skips the padding after a stream.</summary>
    /// <returns>False at the end of the input.</returns>
    private async ValueTask<bool> FindStreamAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _input.FillAsync(StreamFlags.HeaderSize, cancellationToken);
            if (_input.Available.IsEmpty)
            {
                return false;
            }

            if (_input.Available.Length < PaddingUnit || _input.Available[..PaddingUnit].ContainsAnyExcept((byte)0))
            {
                return StreamFlags.StartsStream(_input.Available)
                    ? true
                    : throw ArchiveFailure.Damaged("something follows the end of its xz data");
            }

            _input.Take(PaddingUnit);
        }
    }
}
