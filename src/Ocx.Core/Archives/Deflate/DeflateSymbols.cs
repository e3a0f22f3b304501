using System.Numerics;

namespace Ocx.Core.Archives.Deflate;

/// <summary>The alphabets of RFC 1951: how literals, lengths and distances become symbols with extra bits.</summary>
internal static class DeflateSymbols
{
    public const int LiteralCount = 286;
    public const int DistanceCount = 30;
    public const int EndOfBlock = 256;
    public const int LeastLength = 3;
    public const int GreatestLength = 258;
    public const int WindowSize = 32 * 1024;

    private const int FirstLength = 257;

    /// <param name="length">Of a match, less 3.</param>
    public static (int Symbol, int ExtraBits, int Extra) OfLength(int length)
    {
        if (length == GreatestLength - LeastLength)
        {
            return (LiteralCount - 1, 0, 0);
        }

        if (length < 8)
        {
            return (FirstLength + length, 0, 0);
        }

        var extraBits = BitOperations.Log2((uint)length) - 2;
        return (FirstLength + (4 * extraBits) + (length >> extraBits), extraBits, length & ((1 << extraBits) - 1));
    }

    /// <param name="distance">Of a match, less 1.</param>
    public static (int Symbol, int ExtraBits, int Extra) OfDistance(int distance)
    {
        if (distance < 4)
        {
            return (distance, 0, 0);
        }

        var extraBits = BitOperations.Log2((uint)distance) - 1;
        return ((2 * extraBits) + (distance >> extraBits), extraBits, distance & ((1 << extraBits) - 1));
    }
}
