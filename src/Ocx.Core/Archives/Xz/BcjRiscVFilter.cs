using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>
/// RISC-V, 32 and 64 bits: JAL to ra or t0, and AUIPC with the instruction after it. Such a pair was turned into an AUIPC to x2, which holds the lower
/// bits of the second instruction, and the absolute address; a pair that looked like one before is the other way round.
/// </summary>
internal sealed class BcjRiscVFilter(byte[] properties) : BranchFilter(properties, alignment: 2)
{
    private const int PairSize = 8;
    private const uint Auipc = 0x17;
    private const uint StackPointer = 2;

    protected override int Decode(Span<byte> data, uint position)
    {
        var i = 0;
        while (i + PairSize <= data.Length)
        {
            var instruction = BinaryPrimitives.ReadUInt32LittleEndian(data[i..]);
            i += (byte)instruction == 0xEF && (instruction & 0x0D00) == 0 ? DecodeJump(data[i..], instruction, position + (uint)i)
                : (instruction & 0x7F) != Auipc ? 2
                : (instruction & 0xE80) != 0 ? DecodeLookalike(data[i..], instruction)
                : DecodePair(data[i..], instruction, position + (uint)i);
        }

        return i;
    }

    private static int DecodeJump(Span<byte> data, uint instruction, uint position)
    {
        // Bits 17 to 20 of the address were kept in their byte; the rest was stored from the highest to the lowest.
        var address = ((instruction & 0xF000) << 5) | ((instruction >> 7) & 0x1FE00) | ((instruction >> 23) & 0x1FE);
        address -= position;
        BinaryPrimitives.WriteUInt32LittleEndian(
            data,
            (instruction & 0xFFF) | (address & 0xFF000) | ((address & 0x800) << 9) | ((address & 0x7FE) << 20) | ((address & 0x100000) << 11));
        return 4;
    }

    /// <summary>An AUIPC to any other register than x0 and x2: with its second instruction it is what the encoder made of a pair to x2.</summary>
    private static int DecodeLookalike(Span<byte> data, uint instruction)
    {
        var second = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        if ((((instruction << 8) ^ (second - 3)) & 0xF8003) != 0)
        {
            return 6;
        }

        Write(data, Auipc | (StackPointer << 7) | (second << 12), (instruction & 0xFFFFF000) + (second >> 20));
        return PairSize;
    }

    private static int DecodePair(Span<byte> data, uint instruction, uint position)
    {
        var register = instruction >> 27;
        var isPair = (instruction & 0x3F80) == (0x3000 | (StackPointer << 7)) && register is not 0 and not StackPointer;
        if (!isPair)
        {
            return 4;
        }

        var address = BinaryPrimitives.ReadUInt32BigEndian(data[4..]) - position;

        // The second instruction adds its 12 bits with their sign.
        Write(data, Auipc | (register << 7) | ((address + 0x800) & 0xFFFFF000), (instruction >> 12) | (address << 20));
        return PairSize;
    }

    private static void Write(Span<byte> data, uint first, uint second)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(data, first);
        BinaryPrimitives.WriteUInt32LittleEndian(data[4..], second);
    }
}
