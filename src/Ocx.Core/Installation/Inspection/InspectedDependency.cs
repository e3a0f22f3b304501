using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation.Inspection;

/// <summary>A package of a closure.</summary>
/// <param name="Visibility">What of it reaches the closure's owner.</param>
public sealed record InspectedDependency(Identifier Identifier, Visibility Visibility, Metadata Metadata);
