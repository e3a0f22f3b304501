namespace Ocx.Core.Archives.Deflate;

/// <summary>Writes the two codes of a block before what they code: their lengths, run by run, in a code of their own.</summary>
internal sealed class CodeLengthsWriter
{
    private const int SymbolCount = 19;
    private const int CopyPrevious = 16;
    private const int ZerosShort = 17;
    private const int ZerosLong = 18;

    private readonly HuffmanCode _code = new(SymbolCount, maximumLength: 7);
    private readonly int[] _frequencies = new int[SymbolCount];
    private readonly byte[] _lengths = new byte[DeflateSymbols.LiteralCount + DeflateSymbols.DistanceCount];
    private readonly (byte Symbol, byte Extra)[] _runs = new (byte, byte)[DeflateSymbols.LiteralCount + DeflateSymbols.DistanceCount];
    private int _runCount;
    private int _literals;
    private int _distances;
    private int _written;

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <returns>The bits that <see cref="Write"/> is going to write.</returns>
    public long Prepare(HuffmanCode literals, HuffmanCode distances)
    {
        _literals = UsedLength(literals.Lengths, 257);
        _distances = UsedLength(distances.Lengths, 1);
        literals.Lengths.AsSpan(0, _literals).CopyTo(_lengths);
        distances.Lengths.AsSpan(0, _distances).CopyTo(_lengths.AsSpan(_literals));
        MakeRuns(_lengths.AsSpan(0, _literals + _distances));
        _code.Build(_frequencies);
        _written = SymbolCount;
        while (_written > 4 && _code.Lengths[Order[_written - 1]] == 0)
        {
            _written--;
        }

        return 14 + (3 * _written) + _code.Cost(_frequencies)
            + (2 * _frequencies[CopyPrevious]) + (3 * _frequencies[ZerosShort]) + (7 * _frequencies[ZerosLong]);
    }

    public void Write(ref BitWriter writer)
    {
        writer.Write((uint)(_literals - 257), 5);
        writer.Write((uint)(_distances - 1), 5);
        writer.Write((uint)(_written - 4), 4);
        writer.Flush();
        foreach (var symbol in Order[.._written])
        {
            writer.Write(_code.Lengths[symbol], 3);
            writer.Flush();
        }

        foreach (var (symbol, extra) in _runs.AsSpan(0, _runCount))
        {
            writer.Write(_code.Codes[symbol], _code.Lengths[symbol]);
            writer.Write(extra, ExtraBits(symbol));
            writer.Flush();
        }
    }

    private static int ExtraBits(byte symbol) => symbol switch
    {
        CopyPrevious => 2,
        ZerosShort => 3,
        ZerosLong => 7,
        _ => 0,
    };

    private static int UsedLength(byte[] lengths, int least)
    {
        var used = lengths.Length;
        while (used > least && lengths[used - 1] == 0)
        {
            used--;
        }

        return used;
    }

    private void MakeRuns(ReadOnlySpan<byte> lengths)
    {
        _runCount = 0;
        Array.Clear(_frequencies);
        while (!lengths.IsEmpty)
        {
            var length = lengths[0];
            var run = lengths.IndexOfAnyExcept(length);
            run = run < 0 ? lengths.Length : run;
            lengths = lengths[run..];
            if (length != 0)
            {
                Add(length, 0);
                run--;
            }

            while (run >= 3)
            {
                var (symbol, most) = length != 0 ? (CopyPrevious, 6) : run <= 10 ? (ZerosShort, 10) : (ZerosLong, 138);
                var taken = Math.Min(run, most);
                Add(symbol, taken - (symbol == ZerosLong ? 11 : 3));
                run -= taken;
            }

            for (; run > 0; run--)
            {
                Add(length, 0);
            }
        }
    }

    private void Add(int symbol, int extra)
    {
        _runs[_runCount++] = ((byte)symbol, (byte)extra);
        _frequencies[symbol]++;
    }
}
