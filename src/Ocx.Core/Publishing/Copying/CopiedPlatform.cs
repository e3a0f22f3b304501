using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Copying;

/// <param name="Digest">Of the manifest that the target's tag has for the platform afterwards.</param>
public sealed record CopiedPlatform(Platform Platform, Digest Digest, PlatformDisposition Disposition)
{
    /// <summary>What copying does to the platforms of a tag.</summary>
    /// <param name="copied">Entries that are copied.</param>
    /// <param name="offered">All entries of the source.</param>
    /// <param name="existing">Entries that the target's tag has.</param>
    internal static IReadOnlyList<CopiedPlatform> Compare(
        IReadOnlyList<Descriptor> copied, IReadOnlyList<Descriptor> offered, IReadOnlyList<Descriptor> existing) =>
    [
        .. copied.Select(entry => new CopiedPlatform(PlatformOf(entry)!, entry.Digest, DispositionOf(entry, existing))),
        .. existing.Where(entry => PlatformOf(entry) is { } platform && !offered.Any(other => platform.Equals(PlatformOf(other))))
            .Select(entry => new CopiedPlatform(PlatformOf(entry)!, entry.Digest, PlatformDisposition.KeptNotInSource)),
    ];

    private static PlatformDisposition DispositionOf(Descriptor entry, IReadOnlyList<Descriptor> existing)
    {
        var same = existing.Where(other => PlatformOf(entry)!.Equals(PlatformOf(other))).ToList();
        return same.Count == 0 ? PlatformDisposition.Added
            : same.Any(other => other.Digest == entry.Digest) ? PlatformDisposition.Unchanged
            : PlatformDisposition.Replaced;
    }

    private static Platform? PlatformOf(Descriptor entry) => Platform.From(entry.Platform);
}
