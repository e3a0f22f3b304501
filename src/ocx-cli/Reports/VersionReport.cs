namespace Ocx.Cli.Reports;

internal sealed record VersionReport(string Version);
