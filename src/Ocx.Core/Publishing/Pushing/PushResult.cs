using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Pushing;

/// <param name="Identifier">With the tag that was moved.</param>
/// <param name="ManifestDigest">Of the platform's manifest.</param>
/// <param name="CascadeTags">Rolling tags that moved too, the most specific first.</param>
/// <param name="CascadeStop">Why the next rolling tag did not; null when all did, or none was to.</param>
/// <param name="CanonicalTags">The tag of the manifest's digest, if it has one.</param>
public sealed record PushResult(
    Identifier Identifier,
    Platform Platform,
    Digest ManifestDigest,
    IReadOnlyList<string> CascadeTags,
    string? CascadeStop,
    IReadOnlyList<string> CanonicalTags,
    LayerCounts Layers);
