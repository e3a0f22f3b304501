namespace Ocx.Core.Archives.Deflate;

/// <summary>Literals and matches that are coded together, and how often each symbol occurs among them.</summary>
internal sealed class TokenBlock
{
    private const int Capacity = 16 * 1024;
    private const uint MatchFlag = 1u << 31;

    private readonly uint[] _tokens = new uint[Capacity];
    private int _count;

    public ReadOnlySpan<uint> Tokens => _tokens.AsSpan(0, _count);

    public int[] LiteralFrequencies { get; } = new int[DeflateSymbols.LiteralCount];

    public int[] DistanceFrequencies { get; } = new int[DeflateSymbols.DistanceCount];

    /// <summary>Room is left for the literals that can precede one match.</summary>
    public bool IsFull => _count >= Capacity - DeflateSymbols.GreatestLength;

    public void Reset()
    {
        _count = 0;
        Array.Clear(LiteralFrequencies);
        Array.Clear(DistanceFrequencies);
        LiteralFrequencies[DeflateSymbols.EndOfBlock] = 1;
    }

    public void AddLiteral(byte literal)
    {
        _tokens[_count++] = literal;
        LiteralFrequencies[literal]++;
    }

    public void AddMatch(int length, int distance)
    {
        length -= DeflateSymbols.LeastLength;
        distance--;
        _tokens[_count++] = MatchFlag | ((uint)length << 16) | (uint)distance;
        LiteralFrequencies[DeflateSymbols.OfLength(length).Symbol]++;
        DistanceFrequencies[DeflateSymbols.OfDistance(distance).Symbol]++;
    }

    /// <summary>A literal, or a match as <see cref="DeflateSymbols"/> takes it.</summary>
    public static bool IsMatch(uint token, out int length, out int distance)
    {
        length = (int)(token >> 16) & 0xFF;
        distance = (int)(token & 0x7FFF);
        return (token & MatchFlag) != 0;
    }
}
