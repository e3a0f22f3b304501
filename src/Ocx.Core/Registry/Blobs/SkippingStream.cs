using Ocx.Core.Files;

namespace Ocx.Core.Registry.Blobs;

/// <summary>A stream without its first bytes, which are read and left out when it is first read: so whoever reads it sees where it breaks.</summary>
/// <param name="inner">Disposed with this stream.</param>
/// <param name="count">Bytes to leave out.</param>
internal sealed class SkippingStream(Stream inner, long count) : ReadOnlyStream
{
    private const int ChunkSize = 64 * 1024;

    private long _left = count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left > 0)
        {
            var skipped = new byte[Math.Min(ChunkSize, _left)];
            while (_left > 0)
            {
                var read = await inner.ReadAsync(skipped.AsMemory(0, (int)Math.Min(skipped.Length, _left)), cancellationToken);
                if (read == 0)
                {
                    return 0;
                }

                _left -= read;
            }
        }

        return await inner.ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
