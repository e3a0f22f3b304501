namespace Ocx.Cli.Reports;

/// <param name="Status"><c>cached</c> or <c>would-fetch</c>.</param>
internal sealed record RestorePlanEntry(string Package, string Status, string? Path);
