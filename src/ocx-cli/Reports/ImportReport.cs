namespace Ocx.Cli.Reports;

/// <param name="Status"><c>imported</c> or <c>planned</c>.</param>
internal sealed record ImportReport(string Identifier, string Status, IReadOnlyList<ImportedEntry> Platforms);
