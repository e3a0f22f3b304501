using Ocx.Core.Publishing.Copying;

namespace Ocx.Cli.Reports;

/// <param name="Digest">Of the manifest that the target's tag has for the platform afterwards.</param>
/// <param name="Disposition"><c>added</c>, <c>replaced</c>, <c>unchanged</c> or <c>kept-not-in-source</c>.</param>
internal sealed record CopiedPlatformEntry(string Platform, string Digest, string Disposition)
{
    public static CopiedPlatformEntry Of(CopiedPlatform row) => new(row.Platform.ToString(), row.Digest.ToString(), row.Disposition switch
    {
        PlatformDisposition.Added => "added",
        PlatformDisposition.Replaced => "replaced",
        PlatformDisposition.Unchanged => "unchanged",
        _ => "kept-not-in-source",
    });
}
