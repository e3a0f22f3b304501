using Ocx.Core.Publishing.Cascades;

namespace Ocx.Cli.Reports;

/// <param name="Logical">Always false: this program has no index of names that stand for packages elsewhere.</param>
/// <param name="IndexFindings">Always empty, for the same reason.</param>
/// <param name="Unrepairable">Tags with a finding that a repair leaves.</param>
internal sealed record CascadePackageReport(
    string Identifier,
    bool Logical,
    IReadOnlyDictionary<string, AliasEntry> Aliases,
    IReadOnlyList<CascadeRowEntry> Rows,
    IReadOnlyList<string> IndexFindings,
    IReadOnlyList<string> IgnoredTags,
    IReadOnlyList<string> Unrepairable)
{
    public static CascadePackageReport Of(CascadeReport report) => new(
        report.Package.ToString(),
        Logical: false,
        new SortedDictionary<string, AliasEntry>(
            report.Aliases.ToDictionary(alias => alias.Key, alias => new AliasEntry(StateOf(alias.Value))), StringComparer.Ordinal),
        [.. report.Rows.Select(EntryOf)],
        IndexFindings: [],
        report.IgnoredTags,
        report.Unrepairable);

    private static string StateOf(AliasState state) => state switch
    {
        AliasState.Present => "present",
        AliasState.Absent => "absent",
        _ => "not-an-index",
    };

    private static CascadeRowEntry EntryOf(CascadeRow row) => new(
        row.Tag,
        row.Platform,
        row.Status.ToString().ToLowerInvariant(),
        row.Observed?.ToString(),
        row.Expected?.ToString(),
        row.Source,
        row.ObservedSource);
}
