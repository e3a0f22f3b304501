using Ocx.Core.Oci;

namespace Ocx.Core.Installation.Inspection;

/// <param name="Platform">What the chosen entry declares.</param>
/// <param name="Index">Null where the name names a manifest.</param>
public sealed record InspectedResolution(Platform Platform, Descriptor? Index, Descriptor Manifest, Descriptor Config);
