using Ocx.Core.Oci;

namespace Ocx.Core.Resolution;

/// <param name="Pinned">Registry, repository, the tag if one was asked for, and the digest of the platform's manifest.</param>
/// <param name="Platform">What the chosen entry declares.</param>
/// <param name="Chain">Digests of the documents on the way, the index first if there is one.</param>
public sealed record ResolvedPackage(Identifier Pinned, Platform Platform, IReadOnlyList<Digest> Chain);
