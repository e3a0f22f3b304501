using System.Buffers.Binary;

namespace Ocx.Core.Archives.Deflate;

/// <summary>Writes bits, the lowest first. Whoever writes leaves <see cref="Slack"/> bytes of the buffer free.</summary>
internal ref struct BitWriter(Span<byte> output)
{
    public const int Slack = sizeof(ulong);

    private readonly Span<byte> _output = output;
    private ulong _bits;
    private int _count;

    /// <summary>Whole bytes written.</summary>
    public int Position { get; private set; }

    /// <param name="count">At most 56 together with what was written since <see cref="Flush"/>.</param>
    public void Write(ulong bits, int count)
    {
        _bits |= bits << _count;
        _count += count;
    }

    /// <summary>Moves whole bytes to the output; at most 7 bits stay.</summary>
    public void Flush()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_output[Position..], _bits);
        Position += _count >> 3;
        _bits >>= _count & ~7;
        _count &= 7;
    }

    /// <summary>Fills up the byte that was begun, with zeros.</summary>
    public void Align()
    {
        _count = (_count + 7) & ~7;
        Flush();
    }

    /// <summary>Only where it is aligned.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output[Position..]);
        Position += bytes.Length;
    }
}
