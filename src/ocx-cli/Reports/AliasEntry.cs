namespace Ocx.Cli.Reports;

/// <param name="State"><c>present</c>, <c>absent</c> or <c>not-an-index</c>.</param>
internal sealed record AliasEntry(string State);
