namespace Ocx.Core.Archives.Deflate;

/// <summary>Writes a block of tokens in the shortest of the three ways that RFC 1951 has: as it is, in the fixed code, or in one of its own.</summary>
internal sealed class BlockEncoder
{
    private const int LargestStored = 65535;
    private const int MaximumLength = 15;

    private static readonly (HuffmanCode Literals, HuffmanCode Distances) Fixed = (FixedLiterals(), FixedDistances());

    private readonly HuffmanCode _literals = new(DeflateSymbols.LiteralCount, MaximumLength);
    private readonly HuffmanCode _distances = new(DeflateSymbols.DistanceCount, MaximumLength);
    private readonly CodeLengthsWriter _header = new();
    private readonly (uint Bits, int Count)[] _lengthCodes = new (uint, int)[256];

    /// <param name="source">What the tokens stand for.</param>
    public void Write(TokenBlock block, ReadOnlySpan<byte> source, ref BitWriter writer)
    {
        _literals.Build(block.LiteralFrequencies);
        _distances.Build(block.DistanceFrequencies);
        var own = _header.Prepare(_literals, _distances)
            + _literals.Cost(block.LiteralFrequencies) + _distances.Cost(block.DistanceFrequencies);
        var common = Fixed.Literals.Cost(block.LiteralFrequencies) + Fixed.Distances.Cost(block.DistanceFrequencies);
        var stored = (8L * source.Length) + (40 * ((source.Length / LargestStored) + 1)) - ExtraBits(block);
        if (stored <= Math.Min(own, common))
        {
            WriteStored(source, ref writer);
            return;
        }

        var isOwn = own < common;
        writer.Write(isOwn ? 0b100u : 0b010u, 3);
        if (isOwn)
        {
            _header.Write(ref writer);
            WriteTokens(block.Tokens, _literals, _distances, ref writer);
        }
        else
        {
            WriteTokens(block.Tokens, Fixed.Literals, Fixed.Distances, ref writer);
        }
    }

    /// <summary>An empty block that is stored as it is, after which the next byte begins anew: several encoders' work can follow one another.</summary>
    public static void WriteSync(ref BitWriter writer) => WriteStored([], ref writer);

    private static void WriteStored(ReadOnlySpan<byte> source, ref BitWriter writer)
    {
        do
        {
            var piece = source[..Math.Min(source.Length, LargestStored)];
            source = source[piece.Length..];
            writer.Write(0b000u, 3);
            writer.Align();
            writer.Write((uint)piece.Length | ((uint)~piece.Length << 16), 32);
            writer.Flush();
            writer.Write(piece);
        }
        while (!source.IsEmpty);
    }

    private void WriteTokens(ReadOnlySpan<uint> tokens, HuffmanCode literals, HuffmanCode distances, ref BitWriter writer)
    {
        MakeLengthCodes(literals);
        foreach (var token in tokens)
        {
            if (TokenBlock.IsMatch(token, out var length, out var distance))
            {
                var (bits, count) = _lengthCodes[length];
                writer.Write(bits, count);
                var (symbol, extraBits, extra) = DeflateSymbols.OfDistance(distance);
                writer.Write(distances.Codes[symbol] | ((uint)extra << distances.Lengths[symbol]), distances.Lengths[symbol] + extraBits);
            }
            else
            {
                writer.Write(literals.Codes[(int)token], literals.Lengths[(int)token]);
            }

            writer.Flush();
        }

        writer.Write(literals.Codes[DeflateSymbols.EndOfBlock], literals.Lengths[DeflateSymbols.EndOfBlock]);
        writer.Flush();
    }

    private void MakeLengthCodes(HuffmanCode literals)
    {
        for (var length = 0; length < _lengthCodes.Length; length++)
        {
            var (symbol, extraBits, extra) = DeflateSymbols.OfLength(length);
            _lengthCodes[length] = (literals.Codes[symbol] | ((uint)extra << literals.Lengths[symbol]), literals.Lengths[symbol] + extraBits);
        }
    }

    /// <summary>Those of lengths and distances, which both codes have in common.</summary>
    private static long ExtraBits(TokenBlock block)
    {
        long bits = 0;
        for (var symbol = 265; symbol < DeflateSymbols.LiteralCount - 1; symbol++)
        {
            bits += (long)block.LiteralFrequencies[symbol] * ((symbol - 261) / 4);
        }

        for (var symbol = 4; symbol < DeflateSymbols.DistanceCount; symbol++)
        {
            bits += (long)block.DistanceFrequencies[symbol] * ((symbol - 2) / 2);
        }

        return bits;
    }

    private static HuffmanCode FixedLiterals() => HuffmanCode.OfLengths(
        symbols: 288, MaximumLength, symbol => symbol switch { < 144 => 8, < 256 => 9, < 280 => 7, _ => 8 });

    private static HuffmanCode FixedDistances() => HuffmanCode.OfLengths(symbols: 32, MaximumLength, _ => 5);
}
