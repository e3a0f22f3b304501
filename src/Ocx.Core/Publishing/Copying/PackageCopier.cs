using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Descriptions;
using Ocx.Core.Publishing.Pushing;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Copying;

/// <summary>
/// Copies packages between repositories and registries. Manifests and blobs stay byte for byte what they are, and so do their digests; the target's
/// tags take up the platforms beside those that they have. No tag moves before everything else is there.
/// </summary>
public sealed class PackageCopier(IRegistryProvider registries, TimeProvider time, IEngineObserver? observer = null)
{
    /// <exception cref="OcxException">OCX1022, OCX2002, OCX2006, OCX2008, OCX2012, OCX2025, OCX2026, OCX2028, and what the registries end with.</exception>
    public async Task<CopyResult> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        var name = PushTarget.Of(request.Target with { Tag = request.Target.Tag ?? request.Source.Tag }, BuildTimestamp.None, time.GetUtcNow());
        var version = request.Cascade ? PushTarget.VersionOf(name) : null;
        var source = new RepositoryPlace(registries.Open(request.Source.Registry), request.Source);
        var target = new RepositoryPlace(registries.OpenForWriting(name.Registry), name);
        var offer = await CopySource.ReadAsync(source, request.Platforms, cancellationToken);
        if (offer.LeftOut > 0)
        {
            observer?.Warn($"Not all of {request.Source} is copied: {offer.LeftOut} of its entries are for no platform that is known here.");
        }

        var existing = await RepositoryPlace.FindAsync(() => target.Registry.GetManifestAsync(name.Repository, name.Tag!, cancellationToken));
        var rows = CopiedPlatform.Compare(offer.Chosen, offer.Offered, existing is null ? [] : RepositoryPlace.EntriesOf(existing, name.ToString()));
        var tags = new TargetTags(target, request.Annotations, time, observer);
        var blobs = new BlobCopier(source, target, observer, request.DryRun);
        var manifests = new ManifestCopier(source, target, blobs, request.DryRun);
        var copied = new List<RegistryDocument>(offer.Chosen.Count);
        foreach (var entry in offer.Chosen)
        {
            copied.Add(await manifests.CopyPackageAsync(entry, cancellationToken));
            if (request.Referrers)
            {
                await manifests.CopyReferrersAsync(entry.Digest, cancellationToken);
            }
        }

        // Not before the layers are there, which may take long: what others publish meanwhile counts.
        var cascades = await tags.PlanAsync(version, offer.Chosen, cancellationToken);

        // Before the tags: one that cannot be copied must not hide what has become of them.
        DescriptionCopy? description = request.Description ? await DescribeAsync(request, name, cancellationToken) : null;
        if (!request.DryRun)
        {
            await tags.PutAsync(offer.Chosen, cascades, offer.Annotations, cancellationToken);
        }

        var canonical = request.CanonicalTag ? await tags.PutCanonicalAsync(copied, request.DryRun, cancellationToken) : [];
        await tags.SettleAsync(cancellationToken);
        return new(
            request.Source,
            name,
            request.DryRun,
            rows,
            // All are beginnings of one list.
            cascades.MaxBy(plan => plan.Tags.Count)!.Tags,
            [.. cascades.Select(plan => plan.Stop).OfType<string>().Distinct()],
            canonical,
            manifests.Referrers,
            blobs.Counts,
            description);
    }

    private async Task<DescriptionCopy> DescribeAsync(CopyRequest request, Identifier target, CancellationToken cancellationToken) =>
        request.DryRun ? DescriptionCopy.Skipped
        : await new DescriptionPublisher(registries, time).CopyAsync(request.Source, target, cancellationToken) ? DescriptionCopy.Copied
        : DescriptionCopy.Absent;
}
