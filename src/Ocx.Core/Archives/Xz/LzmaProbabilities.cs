namespace Ocx.Core.Archives.Xz;

/// <summary>Where each of LZMA's contexts has its probabilities in the one array that holds all.</summary>
internal static class LzmaProbabilities
{
    public const int States = 12;
    public const int PositionStates = 16;
    public const int LiteralContextSize = 0x300;
    public const int DistanceStates = 4;
    public const int DistanceSlots = 64;

    public const int IsMatch = 0;
    public const int IsRep = IsMatch + (States * PositionStates);
    public const int IsRep0 = IsRep + States;
    public const int IsRep1 = IsRep0 + States;
    public const int IsRep2 = IsRep1 + States;
    public const int IsRep0Long = IsRep2 + States;
    public const int DistanceSlot = IsRep0Long + (States * PositionStates);
    public const int DistanceSpecial = DistanceSlot + (DistanceStates * DistanceSlots);
    public const int DistanceAlign = DistanceSpecial + 128;
    public const int MatchLength = DistanceAlign + 16;
    public const int RepLength = MatchLength + LengthSize;
    public const int Literal = RepLength + LengthSize;

    /// <summary>With the most contexts that LZMA2 allows: lc + lp = 4.</summary>
    public const int Count = Literal + (LiteralContextSize << 4);

    // Within a length coder.
    public const int LengthIsLong = 0;
    public const int LengthIsLongest = 1;
    public const int LengthShort = 2;
    public const int LengthMiddle = LengthShort + (PositionStates << 3);
    public const int LengthLongest = LengthMiddle + (PositionStates << 3);
    private const int LengthSize = LengthLongest + 256;
}
