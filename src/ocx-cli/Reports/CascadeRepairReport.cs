namespace Ocx.Cli.Reports;

/// <param name="AnnounceTagsPath">The file that the tags were written to; null if none was named.</param>
internal sealed record CascadeRepairReport(IReadOnlyList<CascadeRepairEntry> Entries, bool DryRun, string? AnnounceTagsPath);
