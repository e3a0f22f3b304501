using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ocx.Core.Archives.Deflate;

/// <summary>Finds what was there before: positions with the same hash of three bytes are chained, the latest first.</summary>
internal sealed class MatchFinder
{
    /// <summary>Bytes that must follow a position for it to be noted or looked for.</summary>
    public const int Lookahead = sizeof(uint);

    /// <summary>Three literals are shorter than a match of three bytes that is farther away.</summary>
    private const int FarthestOfLeastLength = 4096;

    private const int HashBits = 16;
    private const int None = -DeflateSymbols.WindowSize;
    private const int Mask = DeflateSymbols.WindowSize - 1;

    private readonly int[] _latest = new int[1 << HashBits];
    private readonly int[] _before = new int[DeflateSymbols.WindowSize];

    public void Reset() => Array.Fill(_latest, None);

    /// <summary>Notes a position.</summary>
    /// <returns>The one before it with the same hash.</returns>
    public int Insert(ReadOnlySpan<byte> data, int position) => Insert(position, Key(data, position));

    /// <summary>Notes a position and looks for the longest match that is longer than <paramref name="best"/>.</summary>
    /// <param name="best">At least <see cref="DeflateSymbols.LeastLength"/> less 1.</param>
    /// <param name="longest">How many bytes a match may have; more than <paramref name="best"/>.</param>
    /// <returns>Its length and distance; the distance is 0 where there is none.</returns>
    public (int Length, int Distance) Find(ReadOnlySpan<byte> data, int position, int chain, int best, int nice, int longest)
    {
        var distance = 0;
        var key = Key(data, position);
        var candidate = Insert(position, key);
        var oldest = Math.Max(0, position - Mask);
        for (; candidate >= oldest && chain > 0; chain--, candidate = _before[candidate & Mask])
        {
            // What cannot be longer is not compared.
            if (data[candidate + best] != data[position + best] || Key(data, candidate) != key)
            {
                continue;
            }

            var length = CommonLength(data, candidate, position, longest);
            if (length > best && (length > DeflateSymbols.LeastLength || position - candidate <= FarthestOfLeastLength))
            {
                (best, distance) = (length, position - candidate);
                if (length >= nice || length == longest)
                {
                    break;
                }
            }
        }

        return (best, distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Insert(int position, uint key)
    {
        ref var latest = ref _latest[(key * 0x9E3779B1u) >> (32 - HashBits)];
        var before = latest;
        latest = position;
        _before[position & Mask] = before;
        return before;
    }

    /// <summary>Starts behind the bytes that are known to be equal.</summary>
    private static int CommonLength(ReadOnlySpan<byte> data, int candidate, int position, int longest)
    {
        var length = DeflateSymbols.LeastLength;
        for (; length + sizeof(ulong) <= longest; length += sizeof(ulong))
        {
            var difference = BinaryPrimitives.ReadUInt64LittleEndian(data[(candidate + length)..])
                ^ BinaryPrimitives.ReadUInt64LittleEndian(data[(position + length)..]);
            if (difference != 0)
            {
                return length + (BitOperations.TrailingZeroCount(difference) >> 3);
            }
        }

        while (length < longest && data[candidate + length] == data[position + length])
        {
            length++;
        }

        return length;
    }

    /// <summary>The three bytes at a position, whatever the fourth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Key(ReadOnlySpan<byte> data, int position) => BinaryPrimitives.ReadUInt32LittleEndian(data[position..]) << 8;
}
