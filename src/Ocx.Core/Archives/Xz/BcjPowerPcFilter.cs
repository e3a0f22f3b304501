using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>PowerPC, big-endian: bl with a relative address.</summary>
internal sealed class BcjPowerPcFilter(byte[] properties) : BranchFilter(properties, alignment: 4)
{
    protected override int Decode(Span<byte> data, uint position)
    {
        var i = 0;
        for (; i + 4 <= data.Length; i += 4)
        {
            var instruction = BinaryPrimitives.ReadUInt32BigEndian(data[i..]);
            if ((instruction & 0xFC000003) == 0x48000001)
            {
                var address = (instruction & 0x03FFFFFC) - (position + (uint)i);
                BinaryPrimitives.WriteUInt32BigEndian(data[i..], 0x48000001 | (address & 0x03FFFFFC));
            }
        }

        return i;
    }
}
