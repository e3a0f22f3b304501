namespace Ocx.Core.Files;

/// <summary>Tells how many bytes have passed.</summary>
/// <param name="inner">Disposed with this stream.</param>
internal sealed class MeteredStream(Stream inner, Action<int> passed) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

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

    private int Count(int read)
    {
        passed(read);
        return read;
    }
}
