namespace Ocx.Core.Publishing.Cascades;

/// <summary>The repair of a package's rolling tags.</summary>
/// <param name="Report">As they were before.</param>
/// <param name="Planned">The tags to write, the most specific first.</param>
/// <param name="Outcomes">In the order of the plan; empty when nothing was to be changed.</param>
public sealed record CascadeRepair(CascadeReport Report, IReadOnlyList<string> Planned, IReadOnlyList<RepairOutcome> Outcomes)
{
    /// <summary>Tags that were moved or created.</summary>
    public IReadOnlyList<string> Written => [.. Outcomes.Where(outcome => outcome.Result == RepairResult.Written).Select(outcome => outcome.Tag)];

    /// <summary>Whether nothing is wrong any more.</summary>
    public bool IsClean => Report.Rows.All(row => !row.IsFinding || Outcomes.Any(outcome => outcome.Tag == row.Tag && outcome.IsMended));
}
