namespace Ocx.Core.Files;

/// <summary>Tells how many bytes have passed.</summary>
internal sealed class MeteredStream(Stream inner, Action<int> passed) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    private int Count(int read)
    {
        passed(read);
        return read;
    }
}
