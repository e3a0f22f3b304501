using Ocx.Core.Oci;

namespace Ocx.Core.Publishing;

/// <param name="Identifier">With the tag that was moved.</param>
/// <param name="ManifestDigest">Of the platform's manifest.</param>
/// <param name="Uploaded">Layers whose bytes were sent.</param>
/// <param name="Verified">Layers that the registry had already.</param>
public sealed record PushResult(Identifier Identifier, Digest ManifestDigest, int Uploaded, int Verified);
