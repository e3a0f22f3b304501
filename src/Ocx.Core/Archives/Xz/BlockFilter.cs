namespace Ocx.Core.Archives.Xz;

/// <summary>Undoes what the encoder did to the bytes before it compressed them.</summary>
internal abstract class BlockFilter
{
    /// <summary>
    /// Decodes <paramref name="data"/> in place from its front and returns how many bytes are done. The rest comes again with more behind it,
    /// and stays as it is if there is no more.
    /// </summary>
    public abstract int Decode(Span<byte> data);

    public static BlockFilter Create(FilterFlags flags) => flags.Id switch
    {
        FilterId.Delta => new DeltaFilter(flags.Properties),
        FilterId.X86 => new BcjX86Filter(flags.Properties),
        FilterId.PowerPc => new BcjPowerPcFilter(flags.Properties),
        FilterId.Ia64 => new BcjIa64Filter(flags.Properties),
        FilterId.Arm => new BcjArmFilter(flags.Properties),
        FilterId.ArmThumb => new BcjArmThumbFilter(flags.Properties),
        FilterId.Sparc => new BcjSparcFilter(flags.Properties),
        FilterId.Arm64 => new BcjArm64Filter(flags.Properties),
        FilterId.RiscV => new BcjRiscVFilter(flags.Properties),
        FilterId.Lzma2 => throw BlockHeader.Damaged(),
        _ => throw XzFailure.Unsupported("filter", (ulong)flags.Id),
    };
}
