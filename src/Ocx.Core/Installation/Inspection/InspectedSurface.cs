using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation.Inspection;

/// <summary>What packages contribute to one view of a package, in the order in which it applies: dependencies first.</summary>
public sealed record InspectedSurface(
    IReadOnlyList<(string Name, Identifier Package)> Binaries,
    IReadOnlyList<(string Name, Identifier Package)> Entrypoints,
    IReadOnlyList<(EnvironmentVariable Variable, Identifier Package)> Environment,
    IReadOnlyList<(string Name, Identifier Package)> Integrations,
    bool BinariesComplete)
{
    /// <param name="members">Those that reach the view, the package itself last.</param>
    /// <param name="selfView">What the package itself sees: its private variables, and neither its own entry points nor anybody's integrations.</param>
    internal static InspectedSurface Of(IReadOnlyList<InspectedDependency> members, bool selfView)
    {
        var root = members[^1];
        return new(
            Named(members, member => member.Metadata.Binaries ?? []),
            Named(members, member => selfView && ReferenceEquals(member, root) ? [] : member.Metadata.Entrypoints.Keys.Order(StringComparer.Ordinal)),
            [
                .. members.SelectMany(member => member.Metadata.Environment
                    .Where(variable => variable.Visibility.HasFlag(selfView && ReferenceEquals(member, root) ? Visibility.Private : Visibility.Interface))
                    .Select(variable => (variable, member.Identifier))),
            ],
            Named(members, member => selfView ? [] : member.Metadata.Integrations.Keys.Order(StringComparer.Ordinal)),
            members.All(member => member.Metadata.Binaries is not null));
    }

    private static IReadOnlyList<(string Name, Identifier Package)> Named(
        IEnumerable<InspectedDependency> members, Func<InspectedDependency, IEnumerable<string>> names) =>
        [.. members.SelectMany(member => names(member).Select(name => (name, member.Identifier)))];
}
