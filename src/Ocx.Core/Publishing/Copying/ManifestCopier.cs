using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Referrers;

namespace Ocx.Core.Publishing.Copying;

/// <summary>Brings manifests into another repository byte for byte, after all that they name, and what refers to them after them.</summary>
/// <param name="dryRun">Write nothing, only count.</param>
internal sealed class ManifestCopier(RepositoryPlace source, RepositoryPlace target, BlobCopier blobs, bool dryRun)
{
    private const int MaximumDepth = 8;
    private const int MaximumReferrers = 256;

    /// <summary>Referrers that were not there.</summary>
    public int Referrers { get; private set; }

    /// <summary>Copies the package of a platform; its tag is none of it.</summary>
    /// <returns>The manifest.</returns>
    /// <exception cref="OcxException">OCX2002, OCX2008, OCX2012, OCX2028, and what the registries end with.</exception>
    public async Task<RegistryDocument> CopyPackageAsync(Descriptor entry, CancellationToken cancellationToken)
    {
        var name = source.Name with { Tag = null, Digest = entry.Digest };
        var document = await source.Registry.GetManifestAsync(source.Repository, entry.Digest.ToString(), cancellationToken) ?? throw new OcxException(
            RegistryErrors.NotFound, $"{source.Name} names {entry.Digest}, and {source.Registry.DisplayName} does not have it.", nextStep: "Tell its publisher to push it again.");
        var manifest = ImageManifest.Parse(document.Content.Span, name.ToString());
        if (manifest.ArtifactType != MediaTypes.Package)
        {
            throw new OcxException(
                RegistryErrors.NotAPackage,
                $"{name} is of the kind '{manifest.ArtifactType ?? manifest.Config.MediaType}', not a package.",
                nextStep: RegistryErrors.NotAPackage.Remedy);
        }

        await blobs.CopyAllAsync([manifest.Config, .. manifest.Layers], cancellationToken);
        if (!dryRun && await target.Registry.FindDigestAsync(target.Repository, entry.Digest.ToString(), cancellationToken) != entry.Digest)
        {
            await PutAsync(document, cancellationToken);
        }

        return document;
    }

    /// <summary>Copies what refers to a manifest, and what refers to that.</summary>
    /// <exception cref="OcxException">OCX2006, OCX2008, OCX2028, and what the registries end with.</exception>
    public async Task CopyReferrersAsync(Digest subject, CancellationToken cancellationToken)
    {
        var met = new HashSet<Digest>();
        List<Digest> subjects = [subject];
        for (var depth = 1; subjects.Count > 0; depth++)
        {
            var next = new List<Digest>();
            foreach (var one in subjects)
            {
                var listed = await source.Registry.ListReferrersAsync(source.Repository, one, null, cancellationToken);
                var added = listed.Where(entry => met.Add(entry.Digest)).ToList();
                if (added.Count > 0 && (depth > MaximumDepth || met.Count > MaximumReferrers))
                {
                    throw TooMany(subject);
                }

                next.AddRange(await CopyAsync(one, added, cancellationToken));
            }

            subjects = next;
        }
    }

    /// <returns>Those that are still there.</returns>
    private async Task<IReadOnlyList<Digest>> CopyAsync(Digest subject, List<Descriptor> referrers, CancellationToken cancellationToken)
    {
        if (referrers.Count == 0)
        {
            return [];
        }

        // A manifest that is there and not in the list was left so by a copy that was broken off.
        var there = await RepositoryPlace.FindAsync<IReadOnlyList<Descriptor>>(
            async () => await target.Registry.ListReferrersAsync(target.Repository, subject, null, cancellationToken)) ?? [];
        var copied = new List<Digest>();
        foreach (var entry in referrers)
        {
            if (await source.Registry.ReadReferrerDocumentAsync(source.Repository, subject, entry, cancellationToken) is not var (document, manifest))
            {
                continue;
            }

            await blobs.CopyAllAsync([manifest.Config, .. manifest.Layers], cancellationToken);
            copied.Add(entry.Digest);
            if (there.Any(existing => existing.Digest == entry.Digest))
            {
                continue;
            }

            Referrers++;
            if (!dryRun)
            {
                await PutAsync(document, cancellationToken);
            }
        }

        return copied;
    }

    private Task PutAsync(RegistryDocument document, CancellationToken cancellationToken) =>
        target.Registry.PutManifestAsync(target.Repository, document.Digest.ToString(), document.MediaType, document.Content, cancellationToken);

    private OcxException TooMany(Digest subject) => new(
        RegistryErrors.CopyLimit,
        $"More refers to {source.Name.RepositoryName}@{subject} than is copied: at most {MaximumReferrers} manifests in {MaximumDepth} steps.",
        nextStep: "`--no-referrers` leaves out signatures and SBOMs.");
}
