namespace Ocx.Cli.Reports;

/// <param name="Repositories">With their registries, and the tags of each; all sorted.</param>
internal sealed record TaggedCatalogReport(IReadOnlyDictionary<string, IReadOnlyList<string>> Repositories);
