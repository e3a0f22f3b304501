using Ocx.Core.Installation.Inspection;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="Deps">Before their dependents.</param>
internal sealed record ClosureEntry(IReadOnlyList<ClosureDependency> Deps, SurfacePair Surface, ConflictsEntry Conflicts)
{
    public static ClosureEntry Of(InspectedClosure closure) => new(
        [.. closure.Dependencies.Select(ClosureDependency.Of)],
        new(SurfaceEntry.Of(closure.Interface), SurfaceEntry.Of(closure.Private)),
        new(
            [.. closure.EntrypointConflicts.Select(conflict => new EntrypointConflict(conflict.Name, [.. conflict.Packages.Select(package => package.ToString())]))],
            [.. closure.RepositoryConflicts.Select(conflict => new RepositoryConflict(conflict.Name, [.. conflict.Packages.Select(package => package.ToString())]))]));
}
