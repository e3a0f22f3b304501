using Ocx.Core.Installation.Inspection;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Cli.Reports.Inspection;

/// <summary>What reaches one view, in the order in which it applies.</summary>
/// <param name="BinariesComplete">Whether all packages say which programs they offer.</param>
internal sealed record SurfaceEntry(
    IReadOnlyList<OwnedName> Binaries,
    IReadOnlyList<OwnedName> Entrypoints,
    IReadOnlyList<OwnedVariable> Env,
    IReadOnlyList<OwnedName> Integrations,
    bool BinariesComplete)
{
    public static SurfaceEntry Of(InspectedSurface surface) => new(
        Names(surface.Binaries),
        Names(surface.Entrypoints),
        [
            .. surface.Environment.Select(entry => new OwnedVariable(
                entry.Variable.Key,
                EnvironmentReport.NameOf(entry.Variable.Type),
                entry.Package.ToString(),
                entry.Variable.Type == VariableType.List ? entry.Variable.Separator : null)),
        ],
        Names(surface.Integrations),
        surface.BinariesComplete);

    private static IReadOnlyList<OwnedName> Names(IEnumerable<(string Name, Identifier Package)> owned) =>
        [.. owned.Select(entry => new OwnedName(entry.Name, entry.Package.ToString()))];
}
