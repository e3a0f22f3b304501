namespace Ocx.Cli.Reports;

internal sealed record CascadeCheckReport(IReadOnlyList<CascadePackageReport> Reports);
