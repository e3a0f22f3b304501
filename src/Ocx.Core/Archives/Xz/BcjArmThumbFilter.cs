using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>ARM Thumb: BL, a pair of 16-bit halves with 11 bits of the address each. The program counter is 4 bytes ahead.</summary>
internal sealed class BcjArmThumbFilter(byte[] properties) : BranchFilter(properties, alignment: 2)
{
    protected override int Decode(Span<byte> data, uint position)
    {
        var i = 0;
        for (; i + 4 <= data.Length; i += 2)
        {
            var pair = BinaryPrimitives.ReadUInt32LittleEndian(data[i..]);
            if ((pair & 0xF800F800) == 0xF800F000)
            {
                var address = ((pair & 0x7FF) << 12) | ((pair >> 15) & 0xFFE);
                address -= position + (uint)i + 4;
                BinaryPrimitives.WriteUInt32LittleEndian(data[i..], 0xF800F000 | ((address >> 12) & 0x7FF) | ((address & 0xFFE) << 15));
                i += 2;
            }
        }

        return i;
    }
}
