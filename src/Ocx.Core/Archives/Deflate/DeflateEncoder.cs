using System.IO.Compression;

namespace Ocx.Core.Archives.Deflate;

/// <summary>
/// RFC 1951 in managed code: the same input gives the same bytes whatever the processor, the system and the .NET beneath, which the
/// compressors that .NET brings along do not promise. Made once, used for many pieces, one after another.
/// </summary>
internal sealed class DeflateEncoder(CompressionLevel level)
{
    private readonly DeflateEffort _effort = DeflateEffort.Of(level);
    private readonly MatchFinder _matches = new();
    private readonly TokenBlock _tokens = new();
    private readonly BlockEncoder _encoder = new();

    /// <summary>Most bytes that <see cref="Encode"/> makes of so many.</summary>
    public static int MaximumEncodedSize(int bytes) => bytes + (bytes / 1024) + 64;

    /// <summary>Compresses <paramref name="data"/> from <paramref name="start"/> on, to the end of a byte; no block of it is the last of a stream.</summary>
    /// <param name="start">What precedes is known to the decoder.</param>
    /// <returns>The number of bytes written.</returns>
    public int Encode(ReadOnlySpan<byte> data, int start, Span<byte> output)
    {
        var writer = new BitWriter(output);
        _matches.Reset();
        Insert(data, Math.Max(0, start - DeflateSymbols.WindowSize), start);

        while (start < data.Length)
        {
            var end = FillTokens(data, start);
            _encoder.Write(_tokens, data[start..end], ref writer);
            start = end;
        }

        BlockEncoder.WriteSync(ref writer);
        return writer.Position;
    }

    /// <summary>Takes in as much as one block holds; returns its end.</summary>
    private int FillTokens(ReadOnlySpan<byte> data, int position)
    {
        _tokens.Reset();
        while (position < data.Length && !_tokens.IsFull)
        {
            var (length, distance) = Find(data, position, _effort.Chain, DeflateSymbols.LeastLength - 1);
            if (distance == 0)
            {
                _tokens.AddLiteral(data[position++]);
                continue;
            }

            // A longer match that begins one byte later is worth a literal.
            var known = position + 1;
            while (length < _effort.Lazy)
            {
                var (longer, itsDistance) = Find(data, known++, _effort.Chain / 2, length);
                if (itsDistance == 0)
                {
                    break;
                }

                _tokens.AddLiteral(data[position++]);
                (length, distance) = (longer, itsDistance);
            }

            _tokens.AddMatch(length, distance);
            position += length;
            Insert(data, known, position);
        }

        return position;
    }

    /// <summary>A match longer than <paramref name="best"/>; its distance is 0 where there is none.</summary>
    private (int Length, int Distance) Find(ReadOnlySpan<byte> data, int position, int chain, int best)
    {
        var longest = Math.Min(DeflateSymbols.GreatestLength, data.Length - position);
        return longest >= MatchFinder.Lookahead && longest > best
            ? _matches.Find(data, position, chain, best, _effort.Nice, longest)
            : (best, 0);
    }

    private void Insert(ReadOnlySpan<byte> data, int position, int end)
    {
        end = Math.Min(end, data.Length - MatchFinder.Lookahead + 1);
        for (; position < end; position++)
        {
            _matches.Insert(data, position);
        }
    }
}
