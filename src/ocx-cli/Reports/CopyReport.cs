using Ocx.Core.Publishing.Copying;

namespace Ocx.Cli.Reports;

/// <param name="Status"><c>copied</c>, or <c>planned</c> in a dry run, where everything tells what would be.</param>
/// <param name="Description"><c>copied</c>, <c>absent</c> or <c>skipped-dry-run</c>; null when it was not asked for.</param>
internal sealed record CopyReport(
    string Source,
    string Target,
    string Status,
    IReadOnlyList<CopiedPlatformEntry> Platforms,
    IReadOnlyList<string> CascadeTagsWritten,
    IReadOnlyList<string> CanonicalTagsWritten,
    int ReferrersCopied,
    CopiedBlobs Blobs,
    string? Description)
{
    public static CopyReport Of(CopyResult result) => new(
        result.Source.ToString(),
        result.Target.ToString(),
        result.IsPlan ? "planned" : "copied",
        [.. result.Platforms.Select(CopiedPlatformEntry.Of)],
        result.CascadeTags,
        result.CanonicalTags,
        result.Referrers,
        new(result.Blobs.Present, result.Blobs.Mounted, result.Blobs.Uploaded),
        result.Description switch
        {
            DescriptionCopy.Copied => "copied",
            DescriptionCopy.Absent => "absent",
            DescriptionCopy.Skipped => "skipped-dry-run",
            _ => null,
        });
}
