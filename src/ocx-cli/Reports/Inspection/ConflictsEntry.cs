namespace Ocx.Cli.Reports.Inspection;

internal sealed record ConflictsEntry(IReadOnlyList<EntrypointConflict> Entrypoints, IReadOnlyList<RepositoryConflict> Repositories);
