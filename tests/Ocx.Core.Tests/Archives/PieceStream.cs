namespace Ocx.Core.Tests.Archives;

/// <summary>Gives its bytes in pieces of a fixed size, as a network would, and may break at their end.</summary>
internal sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
{
    public Exception? Fault { get; init; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Fault is not null && Position == Length
            ? ValueTask.FromException<int>(Fault)
            : base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
}
