using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation.Inspection;

/// <param name="Layers">Base first.</param>
public sealed record InspectedContent(Metadata Metadata, IReadOnlyList<Descriptor> Layers);
