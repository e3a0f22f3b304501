namespace Ocx.Cli.Reports.Inspection;

/// <param name="Packages">That offer it.</param>
internal sealed record EntrypointConflict(string Name, IReadOnlyList<string> Packages);
