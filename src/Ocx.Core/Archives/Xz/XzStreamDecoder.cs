namespace Ocx.Core.Archives.Xz;

/// <summary>
/// Decodes one stream: its header, its blocks, the index of the blocks, and its footer. Blocks that tell their sizes are decoded on several threads.
/// </summary>
internal sealed class XzStreamDecoder(XzInput input, int maximumBlocksAhead, BlockMemory memory) : IDisposable
{
    private readonly IndexHash _blocks = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Task<DecodedBlock>> _ahead = [];
    private CheckType? _check;
    private BlockHeader? _header;
    private BlockDecoder? _decoder;
    private DecodedBlock? _decoded;
    private bool _isAtIndex;

    /// <summary>Zero only at the end, with all verified.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _check ??= await ReadHeaderAsync(cancellationToken);
        while (true)
        {
            var count = _decoded is not null ? _decoded.Read(buffer.Span)
                : _decoder is not null ? await _decoder.ReadAsync(buffer, cancellationToken)
                : 0;
            if (count > 0)
            {
                return count;
            }

            EndBlock();
            if (!await StartBlockAsync(_check.Value, cancellationToken))
            {
                await VerifyEndAsync(_check.Value, cancellationToken);
                return 0;
            }
        }
    }

    public void Dispose()
    {
        // Blocks that are still being decoded share nothing with this stream; they stop soon, and nobody waits for them.
        _stop.Cancel();
        _stop.Dispose();
        foreach (var block in _ahead)
        {
            _ = block.ContinueWith(static done => done.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }

        _decoder?.Dispose();
        _decoded?.Dispose();
        _blocks.Dispose();
    }

    private async ValueTask<CheckType> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        await input.RequireAsync(StreamFlags.HeaderSize, cancellationToken);
        return StreamFlags.ReadHeader(input.Take(StreamFlags.HeaderSize));
    }

    /// <returns>False if there is no further block.</returns>
    private async ValueTask<bool> StartBlockAsync(CheckType check, CancellationToken cancellationToken)
    {
        await ReadAheadAsync(check, cancellationToken);
        if (_ahead.TryPeek(out var block))
        {
            // It stays in the queue until it is here: whoever gives up meanwhile finds it there, with the memory it holds.
            _decoded = await block.WaitAsync(cancellationToken);
            _ = _ahead.Dequeue();
        }
        else if (_header is not null)
        {
            _decoder = new BlockDecoder(input, _header, check);
            _header = null;
        }

        return _decoded is not null || _decoder is not null;
    }

    /// <summary>Reads and starts blocks up to the first that cannot be decoded ahead, or not yet, whose header remains.</summary>
    private async ValueTask ReadAheadAsync(CheckType check, CancellationToken cancellationToken)
    {
        while (_ahead.Count < maximumBlocksAhead && (_header ??= await ReadBlockHeaderAsync(cancellationToken)) is { } header)
        {
            if (maximumBlocksAhead == 1
                || await DecodedBlock.TryStartAsync(input, header, check, memory, cancellationToken, _stop.Token) is not { } started)
            {
                break;
            }

            _ahead.Enqueue(started);
            _header = null;
        }
    }

    /// <summary>Null at the index.</summary>
    private async ValueTask<BlockHeader?> ReadBlockHeaderAsync(CancellationToken cancellationToken)
    {
        if (_isAtIndex)
        {
            return null;
        }

        await input.RequireAsync(1, cancellationToken);
        var first = input.Available[0];
        if (first == 0)
        {
            _isAtIndex = true;
            return null;
        }

        var size = BlockHeader.SizeOf(first);
        await input.RequireAsync(size, cancellationToken);
        return BlockHeader.Read(input.Take(size));
    }

    private void EndBlock()
    {
        if (_decoded is not null)
        {
            _blocks.Append(_decoded.UnpaddedSize, _decoded.UncompressedSize);
        }
        else if (_decoder is not null)
        {
            _blocks.Append(_decoder.UnpaddedSize, _decoder.UncompressedSize);
        }

        _decoded?.Dispose();
        _decoder?.Dispose();
        (_decoded, _decoder) = (null, null);
    }

    private async ValueTask VerifyEndAsync(CheckType check, CancellationToken cancellationToken)
    {
        var indexSize = await new IndexReader(input).VerifyAsync(_blocks, cancellationToken);
        await input.RequireAsync(StreamFlags.FooterSize, cancellationToken);
        StreamFlags.VerifyFooter(input.Take(StreamFlags.FooterSize), check, indexSize);
    }
}
