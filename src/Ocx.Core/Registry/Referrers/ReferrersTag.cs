using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry.Referrers;

/// <summary>
/// Where a registry keeps no list of referrers, a tag named after the subject's digest holds one: an image index that every writer keeps up himself
/// (OCI distribution specification, "referrers tag schema").
/// </summary>
internal static class ReferrersTag
{
    private const int Attempts = 2;
    private const int MaximumRefusals = 60;

    /// <summary>At most 32 characters of the algorithm and 64 of the hash, or the longer ones were no tags.</summary>
    public static string Of(Digest subject) => $"{subject.Algorithm}-{subject.Hex[..Math.Min(64, subject.Hex.Length)]}";

    public static async Task<IReadOnlyList<Descriptor>> ListAsync(IRegistry registry, string repository, Digest subject, CancellationToken cancellationToken) =>
        (await ReadAsync(registry, repository, subject, cancellationToken)).Index.Manifests;

    /// <summary>
    /// Adds a manifest to the list of its subject. Not every registry keeps two writers apart, so it is looked at again whether the entry is there.
    /// </summary>
    /// <param name="digest">Of the manifest's bytes.</param>
    /// <param name="size">Bytes.</param>
    /// <exception cref="OcxException">OCX2005: others write at the same time, again and again.</exception>
    public static async Task AddAsync(
        IRegistry registry, string repository, ImageManifest manifest, Digest digest, long size, CancellationToken cancellationToken)
    {
        var subject = manifest.Subject!.Digest;
        var entry = new Descriptor(
            MediaTypes.ImageManifest, digest, size, Annotations: manifest.Annotations, ArtifactType: manifest.ArtifactType ?? manifest.Config.MediaType);
        for (var (attempt, refusals) = (0, 0); ;)
        {
            var (index, from) = await ReadAsync(registry, repository, subject, cancellationToken);
            if (index.Manifests.Any(existing => existing.Digest == digest))
            {
                return;
            }

            if (attempt == Attempts || refusals == MaximumRefusals)
            {
                throw RegistryFailure.Unexpected(registry.DisplayName, $"{repository}:{Of(subject)}", "did not keep the new entry in the list of referrers");
            }

            var content = (index with { Manifests = [.. index.Manifests, entry] }).ToBytes();

            // Where somebody else was faster, nothing is lost but the time; and somebody has got on.
            if (await registry.TryMoveTagAsync(repository, Of(subject), from, MediaTypes.ImageIndex, content, cancellationToken) == TagMove.Refused)
            {
                refusals++;
            }
            else
            {
                attempt++;
            }
        }
    }

    /// <returns>The list, and the document it is in; null where there is none yet.</returns>
    private static async Task<(ImageIndex Index, RegistryDocument? Document)> ReadAsync(
        IRegistry registry, string repository, Digest subject, CancellationToken cancellationToken) =>
        await registry.GetManifestAsync(repository, Of(subject), cancellationToken) is { } document
            ? (ImageIndex.Parse(document.Content.Span, $"{registry.DisplayName}/{repository}:{Of(subject)}"), document)
            : (new ImageIndex(2, MediaTypes.ImageIndex, []), null);
}
