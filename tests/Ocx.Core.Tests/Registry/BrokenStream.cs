using Ocx.Core.Files;

namespace Ocx.Core.Tests.Registry;

/// <summary>Zeros, and then an error of the disk.</summary>
internal sealed class BrokenStream(int length) : ReadOnlyStream
{
    private int _left = length;

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0)
        {
            throw new IOException("the disk has failed");
        }

        var read = Math.Min(_left, buffer.Length);
        _left -= read;
        buffer[..read].Clear();
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
