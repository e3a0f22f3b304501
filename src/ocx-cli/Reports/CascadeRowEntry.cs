namespace Ocx.Cli.Reports;

/// <param name="Status"><c>ok</c>, <c>missing</c>, <c>stale</c>, <c>orphan</c> or <c>duplicate</c>.</param>
/// <param name="Source">The version that says what is expected.</param>
/// <param name="ObservedSource">The version that has what is observed.</param>
internal sealed record CascadeRowEntry(
    string Tag, string Platform, string Status, string? Observed, string? Expected, string? Source, string? ObservedSource);
