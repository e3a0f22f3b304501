using System.IO.Pipelines;

namespace Ocx.Core.Files;

/// <summary>Reads another stream on a thread of its own, a bounded piece ahead of whoever reads this one.</summary>
internal sealed class ReadAheadStream : ReadOnlyStream
{
    private const int PieceSize = 128 * 1024;
    private const int MaximumAhead = 8 * PieceSize;

    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: MaximumAhead, resumeWriterThreshold: MaximumAhead / 2, minimumSegmentSize: PieceSize, useSynchronizationContext: false));

    private readonly Stream _pieces;
    private readonly Task _reading;

    /// <param name="source">Stays open. What it throws comes out of this stream unchanged, and maybe before bytes that precede it.</param>
    public ReadAheadStream(Stream source, CancellationToken cancellationToken)
    {
        _pieces = _pipe.Reader.AsStream();
        _reading = Task.Run(() => ReadSourceAsync(source, cancellationToken), CancellationToken.None);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _pieces.ReadAsync(buffer, cancellationToken);

    /// <summary>Returns when the source is not read any more; bytes that were read ahead are lost.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _pieces.DisposeAsync();
        await _reading;
        await base.DisposeAsync();
    }

    private async Task ReadSourceAsync(Stream source, CancellationToken cancellationToken)
    {
        try
        {
            while (await source.ReadAsync(_pipe.Writer.GetMemory(PieceSize), cancellationToken) is > 0 and var count)
            {
                _pipe.Writer.Advance(count);
                if ((await _pipe.Writer.FlushAsync(cancellationToken)).IsCompleted)
                {
                    break;
                }
            }

            await _pipe.Writer.CompleteAsync();
        }
        catch (Exception exception)
        {
            await _pipe.Writer.CompleteAsync(exception);
        }
    }
}
