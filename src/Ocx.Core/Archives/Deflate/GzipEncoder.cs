using System.Buffers.Binary;
using System.IO.Compression;

namespace Ocx.Core.Archives.Deflate;

/// <summary>
/// Gzip (RFC 1952), one member, compressed in blocks of one MiB on several processors. Where the blocks end depends on the input alone, and each
/// knows the window before it, so that the output is the same on any number of them.
/// </summary>
internal sealed class GzipEncoder(Stream output, CompressionLevel level, int workers) : LayerEncoder
{
    private const byte UnknownSystem = 255;

    private readonly Queue<(ParallelBlock Block, Task Encoding)> _running = new();
    private readonly Stack<ParallelBlock> _idle = new();
    private ParallelBlock? _current;
    private uint _checksum;
    private uint _size;
    private bool _begun;

    /// <summary>No name, no time, no system: nothing that would tell archives apart that are the same.</summary>
    private byte[] Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, EffortFlag, UnknownSystem];

    private byte EffortFlag => level switch
    {
        CompressionLevel.Fastest => 4,
        CompressionLevel.SmallestSize => 2,
        _ => 0,
    };

    /// <summary>An empty block in the fixed code that is the last one, for a decoder at the beginning of a byte.</summary>
    private static ReadOnlySpan<byte> LastBlock => [3, 0];

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _checksum = Crc32.Append(_checksum, buffer.Span);
        _size += (uint)buffer.Length;
        while (!buffer.IsEmpty)
        {
            _current ??= Take(previous: null);
            buffer = buffer[_current.Append(buffer.Span)..];
            if (_current.IsFull)
            {
                var full = _current;
                _current = Take(full);
                await StartAsync(full, cancellationToken);
            }
        }
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_current is { IsEmpty: false } last)
        {
            await StartAsync(last, cancellationToken);
        }

        while (_running.Count > 0)
        {
            await WriteOldestAsync(cancellationToken);
        }

        await BeginAsync(cancellationToken);
        var end = new byte[LastBlock.Length + (2 * sizeof(uint))];
        LastBlock.CopyTo(end);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(LastBlock.Length), _checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(LastBlock.Length + sizeof(uint)), _size);
        await output.WriteAsync(end, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_running.Select(running => running.Encoding)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.DisposeAsync();
    }

    private ParallelBlock Take(ParallelBlock? previous)
    {
        var block = _idle.TryPop(out var idle) ? idle : new ParallelBlock(level);
        block.Reset(previous);
        return block;
    }

    /// <summary>No more blocks are held than are compressed at once, and the one that is being filled.</summary>
    private async ValueTask StartAsync(ParallelBlock block, CancellationToken cancellationToken)
    {
        while (_running.Count >= workers)
        {
            await WriteOldestAsync(cancellationToken);
        }

        _running.Enqueue((block, Task.Run(block.Encode, CancellationToken.None)));
    }

    private async ValueTask WriteOldestAsync(CancellationToken cancellationToken)
    {
        var (block, encoding) = _running.Peek();
        await encoding;
        _running.Dequeue();
        await BeginAsync(cancellationToken);
        await output.WriteAsync(block.Encoded, cancellationToken);
        _idle.Push(block);
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            _begun = true;
            await output.WriteAsync(Header, cancellationToken);
        }
    }
}
