using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>32-bit ARM: BL without a condition. The program counter is two instructions ahead.</summary>
internal sealed class BcjArmFilter(byte[] properties) : BranchFilter(properties, alignment: 4)
{
    protected override int Decode(Span<byte> data, uint position)
    {
        var i = 0;
        for (; i + 4 <= data.Length; i += 4)
        {
            var instruction = BinaryPrimitives.ReadUInt32LittleEndian(data[i..]);
            if (instruction >> 24 == 0xEB)
            {
                var address = (instruction << 2) - (position + (uint)i + 8);
                BinaryPrimitives.WriteUInt32LittleEndian(data[i..], 0xEB000000 | ((address >> 2) & 0x00FFFFFF));
            }
        }

        return i;
    }
}
