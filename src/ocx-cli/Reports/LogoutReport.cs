namespace Ocx.Cli.Reports;

internal sealed record LogoutReport(string Registry);
