using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>ARM64: BL, and ADRP where it reaches no further than 512 MiB.</summary>
internal sealed class BcjArm64Filter(byte[] properties) : BranchFilter(properties, alignment: 4)
{
    protected override int Decode(Span<byte> data, uint position)
    {
        var i = 0;
        for (; i + 4 <= data.Length; i += 4)
        {
            var counter = position + (uint)i;
            var instruction = BinaryPrimitives.ReadUInt32LittleEndian(data[i..]);
            if (instruction >> 26 == 0x25)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(data[i..], 0x94000000 | ((instruction - (counter >> 2)) & 0x03FFFFFF));
            }
            else if ((instruction & 0x9F000000) == 0x90000000)
            {
                var page = ((instruction >> 29) & 0x3) | ((instruction >> 3) & 0x1FFFFC);
                if (((page + 0x20000) & 0x1C0000) == 0)
                {
                    page -= counter >> 12;
                    var sign = (0u - (page & 0x20000)) & 0xE00000;
                    BinaryPrimitives.WriteUInt32LittleEndian(
                        data[i..], (instruction & 0x9000001F) | ((page & 0x3) << 29) | ((page & 0x3FFFC) << 3) | sign);
                }
            }
        }

        return i;
    }
}
