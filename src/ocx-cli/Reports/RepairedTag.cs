using Ocx.Core.Publishing.Cascades;

namespace Ocx.Cli.Reports;

internal sealed record RepairedTag(string Tag, RepairedTagOutcome Outcome)
{
    public static RepairedTag Of(RepairOutcome outcome) => new(outcome.Tag, RepairedTagOutcome.Of(outcome));
}
