namespace Ocx.Cli.Reports;

/// <param name="Repositories">With their registries, sorted.</param>
internal sealed record CatalogReport(IReadOnlyList<string> Repositories);
