using Ocx.Core.Publishing.Cascades;

namespace Ocx.Cli.Reports;

/// <param name="Report">As the tags were before.</param>
/// <param name="Planned">Tags to write, the most specific first.</param>
/// <param name="AnnounceTags">Tags that were written.</param>
internal sealed record CascadeRepairEntry(
    CascadePackageReport Report, IReadOnlyList<string> Planned, IReadOnlyList<RepairedTag> Outcomes, IReadOnlyList<string> AnnounceTags)
{
    public static CascadeRepairEntry Of(CascadeRepair repair) =>
        new(CascadePackageReport.Of(repair.Report), repair.Planned, [.. repair.Outcomes.Select(RepairedTag.Of)], repair.Written);
}
