using System.Buffers.Binary;
using static Ocx.Core.Archives.Xz.LzmaProbabilities;

namespace Ocx.Core.Archives.Xz;

/// <summary>Decodes the symbols of LZMA: literals, matches, and matches at one of the last four distances.</summary>
internal sealed class LzmaDecoder
{
    private const int ShortestMatch = 2;
    private const int FirstStateAfterMatch = 7;

    private readonly ushort[] _probabilities = new ushort[Count];
    private int _literalContextBits;
    private int _literalPositionMask;
    private int _positionMask;
    private int _state;
    private uint _rep0;
    private uint _rep1;
    private uint _rep2;
    private uint _rep3;
    private uint _range;
    private uint _code;
    private int _inputPosition;
    private int _pendingLength;

    /// <summary>Takes a properties byte: (pb * 5 + lp) * 9 + lc.</summary>
    /// <returns>Whether they are properties that LZMA2 allows.</returns>
    public bool SetProperties(byte properties)
    {
        var (positionBits, rest) = Math.DivRem((int)properties, 9 * 5);
        var (literalPositionBits, literalContextBits) = Math.DivRem(rest, 9);
        if (positionBits > 4 || literalPositionBits + literalContextBits > 4)
        {
            return false;
        }

        _positionMask = (1 << positionBits) - 1;
        _literalPositionMask = (1 << literalPositionBits) - 1;
        _literalContextBits = literalContextBits;
        return true;
    }

    public void ResetState()
    {
        _state = 0;
        _rep0 = _rep1 = _rep2 = _rep3 = 0;
        _probabilities.AsSpan().Fill(RangeDecoder.EvenProbability);
    }

    /// <summary>Begins a chunk with the first <see cref="RangeDecoder.InitializerSize"/> bytes of its input.</summary>
    /// <returns>Whether they are sound.</returns>
    public bool Start(ReadOnlySpan<byte> input)
    {
        _range = uint.MaxValue;
        _code = BinaryPrimitives.ReadUInt32BigEndian(input[1..]);
        _inputPosition = RangeDecoder.InitializerSize;
        return input[0] == 0;
    }

    /// <summary>Whether the chunk's input ends exactly where its output does.</summary>
    public bool IsFinished(int inputLength) => _inputPosition == inputLength && _code == 0 && _pendingLength == 0;

    /// <summary>Decodes <paramref name="count"/> bytes, for which there is room without a wrap, into the window.</summary>
    /// <param name="input">The chunk's input from its beginning, followed by <see cref="RangeDecoder.LongestSymbol"/> bytes of anything.</param>
    /// <returns>Whether the input was sound so far.</returns>
    public bool Decode(LzmaWindow window, int count, ReadOnlySpan<byte> input)
    {
        var coder = new RangeDecoder(input, _range, _code, _inputPosition);
        var inputEnd = input.Length - RangeDecoder.LongestSymbol;
        Span<ushort> probabilities = _probabilities;
        var output = window.Ring;
        var position = window.Position;
        var limit = position + count;
        var previous = window.Reach(position) == 0 ? (byte)0 : output[(position == 0 ? output.Length : position) - 1];
        var (state, rep0) = (_state, _rep0);
        var length = _pendingLength;
        var isSound = true;

        while (true)
        {
            if (length > 0)
            {
                var copied = Math.Min(length, limit - position);
                CopyMatch(output, position, (int)rep0 + 1, copied);
                position += copied;
                length -= copied;
                previous = output[position - 1];
            }

            if (position == limit)
            {
                break;
            }

            if (coder.Position > inputEnd)
            {
                isSound = false;
                break;
            }

            var positionState = position & _positionMask;
            if (coder.DecodeBit(ref probabilities[IsMatch + (state * PositionStates) + positionState]) == 0)
            {
                var context = ((position & _literalPositionMask) << _literalContextBits) + (previous >> (8 - _literalContextBits));
                var literal = probabilities.Slice(Literal + (context * LiteralContextSize), LiteralContextSize);
                var symbol = 1u;
                if (state >= FirstStateAfterMatch)
                {
                    // As long as the literal agrees with the byte that the last match would have gone on with, that byte is context too.
                    var source = position - (int)rep0 - 1;
                    uint matched = output[source < 0 ? source + output.Length : source];
                    var offset = 0x100u;
                    do
                    {
                        matched <<= 1;
                        var matchedBit = matched & offset;
                        var bit = coder.DecodeBit(ref literal[(int)(offset + matchedBit + symbol)]);
                        symbol = (symbol << 1) | bit;
                        offset &= bit == 0 ? ~matched : matched;
                    }
                    while (symbol < 0x100);
                }
                else
                {
                    do
                    {
                        symbol = (symbol << 1) | coder.DecodeBit(ref literal[(int)symbol]);
                    }
                    while (symbol < 0x100);
                }

                previous = (byte)symbol;
                output[position++] = previous;
                state -= state < 4 ? state : state < 10 ? 3 : 6;
                continue;
            }

            int lengthCoder;
            if (coder.DecodeBit(ref probabilities[IsRep + state]) == 0)
            {
                (_rep3, _rep2, _rep1) = (_rep2, _rep1, rep0);
                lengthCoder = MatchLength;
                state = state < FirstStateAfterMatch ? 7 : 10;
            }
            else
            {
                lengthCoder = RepLength;
                if (coder.DecodeBit(ref probabilities[IsRep0 + state]) == 0)
                {
                    if (coder.DecodeBit(ref probabilities[IsRep0Long + (state * PositionStates) + positionState]) == 0)
                    {
                        lengthCoder = 0;
                    }
                }
                else if (coder.DecodeBit(ref probabilities[IsRep1 + state]) == 0)
                {
                    (_rep1, rep0) = (rep0, _rep1);
                }
                else if (coder.DecodeBit(ref probabilities[IsRep2 + state]) == 0)
                {
                    (_rep2, _rep1, rep0) = (_rep1, rep0, _rep2);
                }
                else
                {
                    (_rep3, _rep2, _rep1, rep0) = (_rep2, _rep1, rep0, _rep3);
                }

                state = state >= FirstStateAfterMatch ? 11 : lengthCoder == 0 ? 9 : 8;
            }

            if (lengthCoder == 0)
            {
                length = 1;
            }
            else
            {
                int tree, bits, shortest;
                if (coder.DecodeBit(ref probabilities[lengthCoder + LengthIsLong]) == 0)
                {
                    (tree, bits, shortest) = (LengthShort + (positionState << 3), 3, ShortestMatch);
                }
                else if (coder.DecodeBit(ref probabilities[lengthCoder + LengthIsLongest]) == 0)
                {
                    (tree, bits, shortest) = (LengthMiddle + (positionState << 3), 3, ShortestMatch + 8);
                }
                else
                {
                    (tree, bits, shortest) = (LengthLongest, 8, ShortestMatch + 16);
                }

                length = shortest + (int)coder.DecodeTree(probabilities[(lengthCoder + tree)..], bits);
                if (lengthCoder == MatchLength)
                {
                    var distanceState = Math.Min(length - ShortestMatch, DistanceStates - 1);
                    var slot = (int)coder.DecodeTree(probabilities[(DistanceSlot + (distanceState * DistanceSlots))..], 6);
                    rep0 = (uint)slot;
                    if (slot >= 4)
                    {
                        var footerBits = (slot >> 1) - 1;
                        rep0 = (2u | ((uint)slot & 1)) << footerBits;
                        rep0 += slot < 14
                            ? coder.DecodeReverseTree(probabilities[(DistanceSpecial + (int)rep0 - slot)..], footerBits)
                            : (coder.DecodeDirectBits(footerBits - 4) << 4) + coder.DecodeReverseTree(probabilities[DistanceAlign..], 4);
                    }
                }
            }

            if (rep0 >= (uint)window.Reach(position))
            {
                isSound = false;
                break;
            }
        }

        coder.Normalize();
        window.Position = position;
        (_state, _rep0) = (state, rep0);
        (_range, _code, _inputPosition) = (coder.Range, coder.Code, coder.Position);
        _pendingLength = length;
        return isSound && coder.Position <= inputEnd;
    }

    private static void CopyMatch(Span<byte> output, int position, int distance, int length)
    {
        var source = position - distance;
        if (source < 0)
        {
            source += output.Length;
            var beforeWrap = Math.Min(length, output.Length - source);
            output.Slice(source, beforeWrap).CopyTo(output[position..]);
            if (beforeWrap == length)
            {
                return;
            }

            position += beforeWrap;
            length -= beforeWrap;
            source = 0;
        }

        if (distance >= length)
        {
            output.Slice(source, length).CopyTo(output[position..]);
            return;
        }

        // The match repeats itself.
        var from = output.Slice(source, distance + length);
        for (var i = distance; i < from.Length; i++)
        {
            from[i] = from[i - distance];
        }
    }
}
