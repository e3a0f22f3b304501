using System.IO.Compression;

namespace Ocx.Core.Archives.Deflate;

/// <summary>How hard to look for repetitions. What it says is part of the output: other numbers are other bytes.</summary>
/// <param name="Chain">Candidates looked at for each position.</param>
/// <param name="Lazy">A match of this length is taken without a look at what begins one byte later.</param>
/// <param name="Nice">A match of this length is not tried to be bettered.</param>
internal readonly record struct DeflateEffort(int Chain, int Lazy, int Nice)
{
    public static DeflateEffort Of(CompressionLevel level) => level switch
    {
        CompressionLevel.Fastest => new(Chain: 4, Lazy: 0, Nice: 32),
        CompressionLevel.SmallestSize => new(Chain: 512, Lazy: 258, Nice: 258),
        _ => new(Chain: 48, Lazy: 48, Nice: 96),
    };
}
