using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Copying;

/// <summary>A package that another registry or repository is to have too.</summary>
/// <param name="Source">A tag; or the digest of one platform's manifest, whose platform then has to be named.</param>
/// <param name="Target">Without a tag: the source's.</param>
/// <param name="Platforms">Only these of the source's; empty: all.</param>
/// <param name="Cascade">Move the rolling tags above the version at the target too, as far as it is the newest there.</param>
/// <param name="CanonicalTag">Name each manifest by a tag of its digest too.</param>
/// <param name="Referrers">What refers to the manifests too: signatures, SBOMs, and what refers to those.</param>
/// <param name="Description">What the repository says of itself too.</param>
/// <param name="Annotations">For the index of each tag that is written.</param>
/// <param name="DryRun">Only find out what would be done.</param>
public sealed record CopyRequest(
    Identifier Source,
    Identifier Target,
    IReadOnlyList<Platform> Platforms,
    IReadOnlyDictionary<string, string> Annotations,
    bool Cascade = false,
    bool CanonicalTag = true,
    bool Referrers = true,
    bool Description = false,
    bool DryRun = false)
{
    /// <summary>The same repository and tag in another registry.</summary>
    /// <exception cref="OcxException">OCX1020: not a registry. OCX1022: the source is a digest, and so has no tag to keep.</exception>
    public static Identifier TargetAt(string registry, Identifier source) =>
        !Identifier.TryParse("any", registry, out _, out var problem)
            ? throw new OcxException(ProjectErrors.IdentifierInvalid, $"'{registry}' is not a registry: {problem}.", nextStep: "Write its host, such as ghcr.io.")
        : source.Digest is not null
            ? throw new OcxException(
                ProjectErrors.UsageInvalid, $"{source} is a digest, which says nothing of the tag to copy it to.", nextStep: "Name the target with `--identifier ID`.")
        : source with { Registry = registry };
}
