using System.Buffers.Binary;
using System.Numerics;

namespace Ocx.Core.Archives.Xz;

/// <summary>
/// x86, 32 and 64 bits: CALL and JMP whose address begins with 00 or FF. Instructions have no alignment, so what looks like an opcode may be a byte of
/// another's address; the last three bytes decide.
/// </summary>
internal sealed class BcjX86Filter(byte[] properties) : BranchFilter(properties, alignment: 1)
{
    private const int InstructionSize = 5;
    private const int BytesBefore = 3;

    // A bit for each of the three bytes before, the last one in bit 0: opcodes that were left as they were, and those whose address had a sign byte.
    private int _opcodesBefore;
    private int _signedBefore;

    /// <summary>How many bytes came after those that the bits stand for.</summary>
    private int _skipped;

    protected override int Decode(Span<byte> data, uint position)
    {
        var done = 0;
        var next = -_skipped;
        while (done + InstructionSize <= data.Length)
        {
            var found = data[done..^(InstructionSize - 1)].IndexOfAny((byte)0xE8, (byte)0xE9);
            if (found < 0)
            {
                done = data.Length - (InstructionSize - 1);
                break;
            }

            done += found;
            Shift(done - next);
            var isSigned = data[done + InstructionSize - 1] is 0x00 or 0xFF;
            if (isSigned && _signedBefore == 0 && int.PopCount(_opcodesBefore) <= 1)
            {
                var address = data[(done + 1)..];
                done += InstructionSize;
                BinaryPrimitives.WriteUInt32LittleEndian(address, ToRelative(BinaryPrimitives.ReadUInt32LittleEndian(address), position + (uint)done));
                (_opcodesBefore, _signedBefore) = (0, 0);
            }
            else
            {
                Shift(1);
                _opcodesBefore |= 1;
                _signedBefore |= isSigned ? 1 : 0;
                done++;
            }

            next = done;
        }

        _skipped = Math.Min(done - next, BytesBefore);
        return done;
    }

    private void Shift(int bytes)
    {
        const int All = (1 << BytesBefore) - 1;
        bytes = Math.Min(bytes, BytesBefore);
        _opcodesBefore = (_opcodesBefore << bytes) & All;
        _signedBefore = (_signedBefore << bytes) & All;
    }

    private uint ToRelative(uint address, uint position)
    {
        address -= position;
        if (_opcodesBefore != 0)
        {
            // This address holds the sign byte of the one opcode before. If that became 00 or FF, an encoder would have taken the other opcode.
            var shift = 24 - (8 * (BitOperations.TrailingZeroCount(_opcodesBefore) + 1));
            if ((byte)(address >> shift) is 0x00 or 0xFF)
            {
                address = (address ^ ((0x100u << shift) - 1)) - position;
            }
        }

        // The sign byte repeats bit 24.
        return (uint)((int)(address << 7) >> 7);
    }
}
