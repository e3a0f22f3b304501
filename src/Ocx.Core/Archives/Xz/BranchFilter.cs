using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>A BCJ filter: branches were made absolute, so that calls of the same function look the same; they are made relative again.</summary>
internal abstract class BranchFilter : BlockFilter
{
    private uint _position;

    /// <param name="properties">Empty, or the position that the first byte counts as.</param>
    /// <param name="alignment">Of instructions, in bytes.</param>
    protected BranchFilter(byte[] properties, uint alignment)
    {
        _position = properties.Length switch
        {
            0 => 0,
            sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(properties),
            _ => throw BlockHeader.Damaged(),
        };
        if (_position % alignment != 0)
        {
            throw XzFailure.Unsupported("a filter with a start that is not aligned");
        }
    }

    public sealed override int Decode(Span<byte> data)
    {
        var count = Decode(data, _position);
        _position += (uint)count;
        return count;
    }

    /// <param name="position">Of the first byte.</param>
    protected abstract int Decode(Span<byte> data, uint position);
}
