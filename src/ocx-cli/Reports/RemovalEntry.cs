namespace Ocx.Cli.Reports;

/// <param name="Package">As typed.</param>
/// <param name="Status"><c>removed</c>, <c>purged</c> when the package was deleted as well, or <c>absent</c>.</param>
/// <param name="Path">The link that was removed; null when there was none.</param>
internal sealed record RemovalEntry(string Package, string Status, string? Path);
