namespace Ocx.Core.Archives;

/// <summary>
/// Passes gzip data on with the header's system byte set to "unknown": .NET writes the system it runs on, which would tell archives apart that are the same.
/// </summary>
internal sealed class GzipHeaderStream(Stream output) : Stream
{
    private const int SystemOffset = 9;
    private const byte UnknownSystem = 255;

    private long _position;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var system = SystemOffset - _position;
        _position += buffer.Length;
        if (system >= 0 && system < buffer.Length)
        {
            var patched = buffer.ToArray();
            patched[system] = UnknownSystem;
            buffer = patched;
        }

        await output.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
