using Ocx.Core.Oci;

namespace Ocx.Core.Installation.Inspection;

/// <summary>What the registry has under a name, without its layers.</summary>
/// <param name="Pinned">With the digest of what is told: of the index if its candidates are, else of the manifest.</param>
/// <param name="Candidates">The entries of the index that a host can choose from; null when a package is told.</param>
/// <param name="Content">Of the package; null when candidates are told.</param>
/// <param name="Resolution">How the package was chosen; null where nothing was to be chosen.</param>
/// <param name="Closure">Null unless it was asked for.</param>
public sealed record PackageInspection(
    Identifier Pinned,
    IReadOnlyList<Descriptor>? Candidates = null,
    InspectedContent? Content = null,
    InspectedResolution? Resolution = null,
    InspectedClosure? Closure = null);
