using Ocx.Core.Oci;

namespace Ocx.Core.Packages;

/// <summary>Another package that this one needs.</summary>
/// <param name="Identifier">Explicit registry; in a published package also the digest of the platform's manifest.</param>
/// <param name="Visibility">What of it this package's users see.</param>
/// <param name="Name">As used in <c>${deps.NAME…}</c>.</param>
/// <param name="ExplicitName">Whether the author gave the name; a derived one is not written.</param>
public sealed record Dependency(Identifier Identifier, Visibility Visibility, string Name, bool ExplicitName);
