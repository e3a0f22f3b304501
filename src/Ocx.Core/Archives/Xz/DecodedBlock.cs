using System.Buffers;

namespace Ocx.Core.Archives.Xz;

/// <summary>A block decoded as a whole, ahead of the reader. Its buffer comes from the input's pool.</summary>
internal sealed class DecodedBlock : IDisposable
{
    /// <summary>Of content. Larger blocks are decoded as they are read.</summary>
    private const int MaximumSize = 64 * 1024 * 1024;

    private readonly ArrayPool<byte> _arrays;
    private readonly BlockMemory _memory;
    private readonly long _taken;
    private byte[] _content;
    private int _start;

    private DecodedBlock(BlockHeader header, CheckType check, ArrayPool<byte> arrays, BlockMemory memory)
    {
        _arrays = arrays;
        _memory = memory;
        _taken = SizeInMemory(header);
        UncompressedSize = header.UncompressedSize!.Value;
        UnpaddedSize = header.Size + header.CompressedSize!.Value + BlockCheck.SizeOf(check);

        // With room for a byte too many, which the decoder refuses.
        _content = arrays.Rent((int)UncompressedSize + 1);
    }

    public long UncompressedSize { get; }

    /// <summary>The size of header, compressed data and check.</summary>
    public long UnpaddedSize { get; }

    /// <summary>
    /// Takes the block's bytes, from behind its header, and decodes them on another thread; null if the header does not say enough, the block is too large or
    /// there is no memory left for it.
    /// </summary>
    public static async ValueTask<Task<DecodedBlock>?> TryStartAsync(
        XzInput input, BlockHeader header, CheckType check, BlockMemory memory, CancellationToken readCancellation, CancellationToken decodeCancellation)
    {
        if (header is not { CompressedSize: <= MaximumSize + (MaximumSize / 64), UncompressedSize: <= MaximumSize } || !memory.TryTake(SizeInMemory(header)))
        {
            return null;
        }

        XzInput part;
        try
        {
            var paddedSize = ((int)header.CompressedSize.Value + 3) & ~3;
            part = await input.SplitAsync(paddedSize + BlockCheck.SizeOf(check), readCancellation);
        }
        catch
        {
            memory.Return(SizeInMemory(header));
            throw;
        }

        return Task.Run(
            async () =>
            {
                using (part)
                {
                    return await DecodeAsync(part, header, check, memory, decodeCancellation);
                }
            },
            CancellationToken.None);
    }

    public int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, (int)UncompressedSize - _start);
        _content.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public void Dispose()
    {
        if (_content.Length > 0)
        {
            _arrays.Return(_content);
            _content = [];
            _memory.Return(_taken);
        }
    }

    /// <summary>Content, compressed bytes and window.</summary>
    private static long SizeInMemory(BlockHeader header) =>
        header.UncompressedSize!.Value + header.CompressedSize!.Value + Math.Min(header.DictionarySize, header.UncompressedSize.Value);

    private static async Task<DecodedBlock> DecodeAsync(
        XzInput part, BlockHeader header, CheckType check, BlockMemory memory, CancellationToken cancellationToken)
    {
        var block = new DecodedBlock(header, check, part.Arrays, memory);
        try
        {
            using var decoder = new BlockDecoder(part, header, check);
            for (int count, filled = 0; (count = await decoder.ReadAsync(block._content.AsMemory(filled), cancellationToken)) > 0; filled += count)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return block;
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }
}
