using System.Buffers;
using System.Threading.Channels;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives;

/// <summary>
/// Decodes ahead of the reader on a thread of its own, a few large blocks at most, so that decoding and writing files overlap.
/// All blocks are full but the last one: what is aligned in the stream is never divided between two.
/// </summary>
internal sealed class BlockPipeline : IAsyncDisposable
{
    private const int BlockSize = 256 * 1024;
    private const int BlocksAhead = 6;

    private readonly Channel<ArraySegment<byte>> _blocks = Channel.CreateBounded<ArraySegment<byte>>(
        new BoundedChannelOptions(BlocksAhead) { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationToken _callerToken;
    private readonly Task _decoding;
    private ArraySegment<byte> _current;

    /// <param name="maximumBytes">More decoded bytes than this are <see cref="StoreErrors.ArchiveBomb"/>.</param>
    public BlockPipeline(Stream decoder, long maximumBytes, CancellationToken cancellationToken)
    {
        _callerToken = cancellationToken;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _decoding = Task.Run(() => DecodeAsync(decoder, maximumBytes, _cancellation.Token), CancellationToken.None);
    }

    /// <summary>The next block, valid until the next call; empty at the end. The decoder's failure comes after the blocks that precede it.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync()
    {
        Recycle(ref _current);
        return _blocks.Reader.TryRead(out _current) || (await _blocks.Reader.WaitToReadAsync(_callerToken) && _blocks.Reader.TryRead(out _current))
            ? _current
            : ReadOnlyMemory<byte>.Empty;
    }

    public async ValueTask DisposeAsync()
    {
        await _cancellation.CancelAsync();
        await _decoding;
        Recycle(ref _current);
        while (_blocks.Reader.TryRead(out _current))
        {
            Recycle(ref _current);
        }

        _cancellation.Dispose();
    }

    private async Task DecodeAsync(Stream decoder, long maximumBytes, CancellationToken cancellationToken)
    {
        ArraySegment<byte> block = default;
        try
        {
            for (long total = 0; !cancellationToken.IsCancellationRequested;)
            {
                block = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent(BlockSize), 0, BlockSize);
                // Only the caller interrupts a read: whoever gives up on the archive may still want the rest of the stream for its digest.
                var count = await decoder.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, _callerToken);
                total += count;
                if (total > maximumBytes)
                {
                    throw ArchiveFailure.TooLarge(maximumBytes);
                }

                if (count > 0)
                {
                    await _blocks.Writer.WriteAsync(block[..count], cancellationToken);
                    block = default;
                }

                if (count < BlockSize)
                {
                    break;
                }
            }

            _blocks.Writer.Complete();
        }
        catch (Exception e)
        {
            _blocks.Writer.Complete(e);
        }
        finally
        {
            Recycle(ref block);
        }
    }

    private static void Recycle(ref ArraySegment<byte> block)
    {
        if (block.Array is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
            block = default;
        }
    }
}
