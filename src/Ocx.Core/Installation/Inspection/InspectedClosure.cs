using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation.Inspection;

/// <summary>Everything a package needs, and what comes of it.</summary>
/// <param name="Dependencies">Before their dependents; the package itself is left out.</param>
/// <param name="Interface">What its users see.</param>
/// <param name="Private">What it sees itself.</param>
/// <param name="EntrypointConflicts">Commands that several packages offer its users, each with these: it cannot be installed.</param>
/// <param name="RepositoryConflicts">Repositories that come in several versions, each with these: it cannot be used.</param>
public sealed record InspectedClosure(
    IReadOnlyList<InspectedDependency> Dependencies,
    InspectedSurface Interface,
    InspectedSurface Private,
    IReadOnlyList<(string Name, IReadOnlyList<Identifier> Packages)> EntrypointConflicts,
    IReadOnlyList<(string Name, IReadOnlyList<Identifier> Packages)> RepositoryConflicts)
{
    public bool HasConflicts => EntrypointConflicts.Count > 0 || RepositoryConflicts.Count > 0;

    internal static InspectedClosure Of(InspectedDependency root, IReadOnlyList<InspectedDependency> dependencies)
    {
        var users = Members(Visibility.Interface);
        var own = Members(Visibility.Private);
        var offered = InspectedSurface.Of(users, selfView: false);
        return new(
            dependencies,
            offered,
            InspectedSurface.Of(own, selfView: true),
            Several(offered.Entrypoints),
            [.. Several(Repositories(users)).Concat(Several(Repositories(own))).DistinctBy(conflict => conflict.Name)]);

        IReadOnlyList<InspectedDependency> Members(Visibility audience) =>
            [.. dependencies.Where(dependency => dependency.Visibility.HasFlag(audience)), root];
    }

    private static IEnumerable<(string Name, Identifier Package)> Repositories(IEnumerable<InspectedDependency> members) =>
        members.Select(member => (member.Identifier.RepositoryName, member.Identifier));

    private static IReadOnlyList<(string Name, IReadOnlyList<Identifier> Packages)> Several(IEnumerable<(string Name, Identifier Package)> owned) =>
    [
        .. owned.GroupBy(owner => owner.Name, owner => owner.Package)
            .Where(same => same.Count() > 1)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => (same.Key, (IReadOnlyList<Identifier>)[.. same])),
    ];
}
