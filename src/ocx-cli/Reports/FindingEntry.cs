using Ocx.Core.Verification;

namespace Ocx.Cli.Reports;

/// <param name="Kind"><c>package</c>, <c>layer</c>, <c>blob</c> or <c>link</c>.</param>
/// <param name="Identifier">The packages it belongs to; null if nobody knows.</param>
/// <param name="Status"><c>found</c>, <c>repaired</c>, <c>failed</c>; or <c>unverifiable</c> or <c>leftover</c>, which are no damage.</param>
internal sealed record FindingEntry(string Kind, string Path, string? Identifier, string Problem, string Status)
{
    public static FindingEntry Of(Finding finding) => new(
        finding.Kind.ToString().ToLowerInvariant(), finding.Path, finding.Identifier, finding.Problem, finding.Status.ToString().ToLowerInvariant());
}
