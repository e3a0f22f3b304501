namespace Ocx.Core.Installation;

/// <summary>Tells how many bytes have passed.</summary>
internal sealed class MeteredStream(Stream inner, Action<int> passed) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The stream is read once, forward.");

    public override long Position
    {
        get => throw new NotSupportedException("The stream is read once, forward.");
        set => throw new NotSupportedException("The stream is read once, forward.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The stream is read once, forward.");

    public override void SetLength(long value) => throw new NotSupportedException("The stream is read once, forward.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is read once, forward.");

    private int Count(int read)
    {
        passed(read);
        return read;
    }
}
