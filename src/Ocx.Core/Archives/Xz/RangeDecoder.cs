using System.Runtime.CompilerServices;

namespace Ocx.Core.Archives.Xz;

/// <summary>
/// The adaptive binary range coder below LZMA. A symbol takes <see cref="LongestSymbol"/> bytes at most, so that many have to follow
/// the real input; whether it was overrun is asked once a symbol and not for each byte.
/// </summary>
internal ref struct RangeDecoder
{
    public const int LongestSymbol = 32;
    public const int InitializerSize = 5;
    public const ushort EvenProbability = 1 << (ProbabilityBits - 1);

    private const int ProbabilityBits = 11;
    private const int AdaptionShift = 5;
    private const uint Top = 1 << 24;

    private readonly ReadOnlySpan<byte> _input;

    public RangeDecoder(ReadOnlySpan<byte> input, uint range, uint code, int position)
    {
        _input = input;
        Range = range;
        Code = code;
        Position = position;
    }

    public uint Range { get; private set; }

    public uint Code { get; private set; }

    /// <summary>Of the next byte in the input.</summary>
    public int Position { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint DecodeBit(ref ushort probability)
    {
        Normalize();
        uint value = probability;
        var bound = (Range >> ProbabilityBits) * value;
        if (Code < bound)
        {
            Range = bound;
            probability = (ushort)(value + (((1u << ProbabilityBits) - value) >> AdaptionShift));
            return 0;
        }

        Range -= bound;
        Code -= bound;
        probability = (ushort)(value - (value >> AdaptionShift));
        return 1;
    }

    /// <summary>A number of <paramref name="bits"/> bits, the highest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint DecodeTree(Span<ushort> probabilities, int bits)
    {
        var symbol = 1u;
        do
        {
            symbol = (symbol << 1) | DecodeBit(ref probabilities[(int)symbol]);
        }
        while (symbol < 1u << bits);

        return symbol - (1u << bits);
    }

    /// <summary>A number of <paramref name="bits"/> bits, the lowest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint DecodeReverseTree(Span<ushort> probabilities, int bits)
    {
        var symbol = 1u;
        var value = 0u;
        for (var i = 0; i < bits; i++)
        {
            var bit = DecodeBit(ref probabilities[(int)symbol]);
            symbol = (symbol << 1) | bit;
            value |= bit << i;
        }

        return value;
    }

    /// <summary>A number of <paramref name="bits"/> bits that are as likely 0 as 1, the highest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint DecodeDirectBits(int bits)
    {
        var value = 0u;
        for (; bits > 0; bits--)
        {
            Normalize();
            Range >>= 1;
            Code -= Range;
            var below = 0u - (Code >> 31);
            Code += Range & below;
            value = (value << 1) + below + 1;
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Normalize()
    {
        if (Range < Top)
        {
            Range <<= 8;
            Code = (Code << 8) | _input[Position++];
        }
    }
}
