using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Copying;

/// <summary>What was copied, or would be.</summary>
/// <param name="Target">With the tag.</param>
/// <param name="CascadeTags">Rolling tags of any platform, the most specific first.</param>
/// <param name="CascadeStops">Why others did not move, each once.</param>
/// <param name="CanonicalTags">That were not there.</param>
/// <param name="Referrers">Manifests that were not there.</param>
/// <param name="Description">Null: it was not asked for.</param>
public sealed record CopyResult(
    Identifier Source,
    Identifier Target,
    bool IsPlan,
    IReadOnlyList<CopiedPlatform> Platforms,
    IReadOnlyList<string> CascadeTags,
    IReadOnlyList<string> CascadeStops,
    IReadOnlyList<string> CanonicalTags,
    int Referrers,
    BlobCounts Blobs,
    DescriptionCopy? Description);
