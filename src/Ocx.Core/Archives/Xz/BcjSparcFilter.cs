using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>SPARC: call, within the 23 bits of an address whose upper bits only repeat its sign.</summary>
internal sealed class BcjSparcFilter(byte[] properties) : BranchFilter(properties, alignment: 4)
{
    protected override int Decode(Span<byte> data, uint position)
    {
        var i = 0;
        for (; i + 4 <= data.Length; i += 4)
        {
            var instruction = BinaryPrimitives.ReadUInt32BigEndian(data[i..]);
            if ((instruction & 0xFFC00000) is 0x40000000 or 0x7FC00000)
            {
                var address = ((instruction << 2) - (position + (uint)i)) >> 2;
                var sign = (0u - ((address >> 22) & 1)) & 0x3FC00000;
                BinaryPrimitives.WriteUInt32BigEndian(data[i..], 0x40000000 | sign | (address & 0x3FFFFF));
            }
        }

        return i;
    }
}
