using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Registry.Blobs;

/// <summary>
/// A blob from its first byte to its last. It begins as one ordinary request. When that turns out slow, further connections fetch the parts that come
/// next; when they do not bring more than the one did, it goes on with one. All state belongs to the reader, so nothing is done between reads.
/// </summary>
/// <remarks>
/// Parts go over HTTP/1.1, each on a connection of its own: what limits a connection limits all requests that share it, as those of HTTP/2 do.
/// Memory is bounded by <see cref="PartsAhead"/> times <see cref="PartSize"/>.
/// </remarks>
/// <param name="body">The answer to the request for all of the blob.</param>
/// <param name="inParts">Whether the registry serves parts.</param>
internal sealed class BlobStream(BlobSource source, Stream body, bool inParts, TimeProvider time) : ReadOnlyStream
{
    /// <summary>Smaller blobs are not fetched in parts.</summary>
    private const long MinimumSize = 4 * 1024 * 1024;

    private const int PartSize = 1024 * 1024;
    private const int PartsAhead = 6;
    private const int Connections = 4;

    private readonly BlobPace _pace = new(time);
    private readonly Queue<BlobPart> _parts = [];

    /// <summary>What is read straight from a connection, up to the first part; null while a part is read.</summary>
    private BlobRange? _direct = new(source, time, 0, source.Size, whole: body);
    private bool _mayAdd = inParts && source.Size >= MinimumSize;
    private bool _isSplit;
    private bool _isJudged;
    private long _position;
    private long _next;

    /// <summary>Waits for the asynchronous read: only that one can be interrupted.</summary>
    public override int Read(Span<byte> buffer)
    {
        var copy = new byte[buffer.Length];
        var read = ReadAsync(copy).AsTask().GetAwaiter().GetResult();
        copy.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            AddParts();
            if (_direct is null && _parts.Count == 0)
            {
                if (_position >= source.Size)
                {
                    return 0;
                }

                _direct = new(source, time, _position, source.Size);
            }

            var read = _direct is null ? await ReadPartAsync(buffer, cancellationToken) : await ReadDirectlyAsync(_direct, buffer, cancellationToken);
            if (read is { } count)
            {
                _position += count;
                return count;
            }
        }

        return 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await EndAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            EndAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    /// <returns>Null at the first part: it is to be read, or has been left out.</returns>
    private async ValueTask<int?> ReadDirectlyAsync(BlobRange direct, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        direct.Limit = _parts.TryPeek(out var first) ? first.Start : source.Size;
        if (first is null || _position < first.Start)
        {
            return await _pace.MeasureAsync(direct.ReadAsync(buffer, cancellationToken));
        }

        if (first.HasBegun)
        {
            _direct = null;
            await direct.DisposeAsync();
        }
        else
        {
            // This connection is faster there than the one that should have been.
            await DropFirstAsync();
        }

        return null;
    }

    /// <returns>Null at the end of a part.</returns>
    private async ValueTask<int?> ReadPartAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            if (await _parts.Peek().ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                return read;
            }
        }
        catch (OcxException)
        {
            // Asked for once more, by itself: the registry may want fewer connections. What is wrong with it otherwise is said then.
            _mayAdd = false;
            _direct = new(source, time, _position, source.Size);
        }

        await DropFirstAsync();
        return null;
    }

    private async ValueTask EndAsync()
    {
        if (_direct is not null)
        {
            await _direct.DisposeAsync();
            _direct = null;
        }

        while (_parts.Count > 0)
        {
            await DropFirstAsync();
        }
    }

    private ValueTask DropFirstAsync() => _parts.Dequeue().DisposeAsync();

    private void AddParts()
    {
        if (!_mayAdd || (!_isSplit && !_pace.IsSlow(source.Size - _position)))
        {
            return;
        }

        if (!_isSplit)
        {
            _isSplit = true;
            _pace.Split(_position);
        }
        else if (_parts.Any(part => part.HasFailed))
        {
            _mayAdd = false;
        }
        else if (!_isJudged && _parts.Any(part => part.IsOver))
        {
            _isJudged = true;
            _mayAdd = _pace.HasGained(_position + _parts.Sum(part => (long)part.Unread));
        }

        // A connection that is read directly brings one part itself meanwhile.
        _next = Math.Max(_next, _direct is null ? _position : _position + (_parts.Count == 0 ? PartSize : 0));
        var busy = _parts.Count(part => !part.IsOver) + (_direct is null ? 0 : 1);
        for (; _mayAdd && busy < Connections && _parts.Count < PartsAhead && _next < source.Size; busy++)
        {
            var end = Math.Min(_next + PartSize, source.Size);
            _parts.Enqueue(new(source, time, _next, end));
            _next = end;
        }
    }
}
