using System.Buffers;

namespace Ocx.Core.Registry.Blobs;

/// <summary>A part of a blob that is fetched into memory before its turn comes.</summary>
internal sealed class BlobPart : IAsyncDisposable
{
    private readonly BlobRange _range;
    private readonly byte[] _bytes;
    private readonly int _length;
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Task _filling;
    private volatile bool _hasEnded;
    private int _filled;
    private int _taken;

    public BlobPart(BlobSource source, TimeProvider time, long start, long end)
    {
        Start = start;
        _length = (int)(end - start);
        _bytes = ArrayPool<byte>.Shared.Rent(_length);
        _range = new(source, time, start, end, apart: true);
        _filling = Task.Run(FillAsync);
    }

    /// <summary>The offset of its first byte in the blob.</summary>
    public long Start { get; }

    /// <summary>Whether its connection is free again.</summary>
    public bool IsOver => _filling.IsCompleted;

    public bool HasFailed => _filling.IsFaulted;

    public bool HasBegun => Volatile.Read(ref _filled) > 0;

    /// <summary>Bytes that have arrived and are not read.</summary>
    public int Unread => Volatile.Read(ref _filled) - _taken;

    /// <returns>0 at the end of the part.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (Unread == 0 && _taken < _length)
        {
            if (_hasEnded)
            {
                // What it has failed with; or else all that there is has come meanwhile.
                await _filling;
                break;
            }

            await _arrived.WaitAsync(cancellationToken);
        }

        var read = Math.Min(buffer.Length, Unread);
        _bytes.AsSpan(_taken, read).CopyTo(buffer.Span);
        _taken += read;
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ArrayPool<byte>.Shared.Return(_bytes);
        _arrived.Dispose();
        _ending.Dispose();
    }

    private async Task FillAsync()
    {
        try
        {
            await using (_range)
            {
                int read;
                while (_filled < _length && (read = await _range.ReadAsync(_bytes.AsMemory(_filled, _length - _filled), _ending.Token)) > 0)
                {
                    Volatile.Write(ref _filled, _filled + read);
                    _arrived.Release();
                }
            }
        }
        finally
        {
            // Said before the reader wakes: the task itself ends only afterwards.
            _hasEnded = true;
            _arrived.Release();
        }
    }
}
