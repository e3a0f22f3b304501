namespace Ocx.Core.Archives;

/// <summary>What one layer may cost.</summary>
/// <param name="MaximumBytes">Size of the unpacked archive, headers included.</param>
/// <param name="MaximumEntries">Files, links and directories, those that only paths imply included.</param>
public sealed record ExtractionLimits(long MaximumBytes, int MaximumEntries = ExtractionLimits.DefaultMaximumEntries)
{
    public const int DefaultMaximumEntries = 10_000_000;

    private const long LeastMaximumBytes = 256L * 1024 * 1024;
    private const int MaximumRatio = 100;

    /// <summary>The limits for a layer of this many compressed bytes: it may grow a hundredfold, and to 256 MiB in any case.</summary>
    public static ExtractionLimits ForCompressedSize(long bytes) =>
        new(Math.Max(LeastMaximumBytes, bytes > long.MaxValue / MaximumRatio ? long.MaxValue : bytes * MaximumRatio));
}
