using System.Text.Json.Serialization;
using Ocx.Core.Installation.Inspection;
using Ocx.Core.Packages;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="EffectiveVisibility">What of it reaches the package that was asked for.</param>
/// <param name="Binaries">Null when it does not say.</param>
/// <param name="Integrations">Their namespaces.</param>
internal sealed record ClosureDependency(
    string Name,
    string Identifier,
    string EffectiveVisibility,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Binaries,
    IReadOnlyList<string> Entrypoints,
    IReadOnlyList<string> Integrations,
    IReadOnlyList<DependencyEdge> Dependencies)
{
    public static ClosureDependency Of(InspectedDependency dependency) => new(
        dependency.Identifier.ShortName,
        dependency.Identifier.ToString(),
        dependency.Visibility.ToText(),
        dependency.Metadata.Binaries,
        [.. dependency.Metadata.Entrypoints.Keys.Order(StringComparer.Ordinal)],
        [.. dependency.Metadata.Integrations.Keys.Order(StringComparer.Ordinal)],
        [.. dependency.Metadata.Dependencies.Select(edge => new DependencyEdge(edge.Identifier.ToString(), edge.Visibility.ToText(), edge.Name))]);
}
