namespace Ocx.Cli.Reports;

internal sealed record LoginReport(string Registry, string Username);
