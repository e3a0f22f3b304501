using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>IA-64: relative branches in bundles of 16 bytes, a template of 5 bits and three slots of 41.</summary>
internal sealed class BcjIa64Filter(byte[] properties) : BranchFilter(properties, alignment: BundleSize)
{
    private const int BundleSize = 16;
    private const int TemplateBits = 5;
    private const int SlotBits = 41;

    /// <summary>For each template, a bit for each slot that holds a branch.</summary>
    private static ReadOnlySpan<byte> BranchSlots =>
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0];

    protected override int Decode(Span<byte> data, uint position)
    {
        var i = 0;
        for (; i + BundleSize <= data.Length; i += BundleSize)
        {
            var bundle = BinaryPrimitives.ReadUInt128LittleEndian(data[i..]);
            var slots = BranchSlots[(int)(bundle & 0x1F)];
            for (var slot = 0; slots >> slot != 0; slot++)
            {
                if (((slots >> slot) & 1) != 0)
                {
                    bundle = DecodeSlot(bundle, TemplateBits + (slot * SlotBits), position + (uint)i);
                }
            }

            BinaryPrimitives.WriteUInt128LittleEndian(data[i..], bundle);
        }

        return i;
    }

    /// <summary>The address is in the instruction's bits 13 to 32, its sign in bit 36; both count bundles.</summary>
    private static UInt128 DecodeSlot(UInt128 bundle, int shift, uint position)
    {
        const ulong AddressBits = 0xFFFFFul << 13;
        const ulong SignBit = 1ul << 36;

        var instruction = (ulong)(bundle >> shift) & ((1ul << SlotBits) - 1);
        if (((instruction >> 37) & 0xF) != 0x5 || ((instruction >> 9) & 0x7) != 0)
        {
            return bundle;
        }

        var address = (uint)((instruction & AddressBits) >> 13) | (uint)((instruction & SignBit) >> 16);
        address = ((address << 4) - position) >> 4;
        var changed = (((ulong)address << 13) & AddressBits) | (((ulong)address << 16) & SignBit);
        return (bundle & ~((UInt128)(AddressBits | SignBit) << shift)) | ((UInt128)changed << shift);
    }
}
