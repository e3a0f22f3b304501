namespace Ocx.Cli.Reports.Inspection;

/// <param name="Packages">Its versions.</param>
internal sealed record RepositoryConflict(string Repository, IReadOnlyList<string> Packages);
