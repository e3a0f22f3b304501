using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Store;

namespace Ocx.Core.Resolution;

/// <summary>From an identifier to the digest of one platform's manifest: tag, document, platform.</summary>
/// <param name="observer">Told when a tag cannot be noted.</param>
/// <param name="notes">Whether tags that were looked up may be noted; a mere question changes nothing.</param>
public sealed class PackageResolver(
    OcxStore store, IRegistryProvider registries, ResolutionMode mode, IEngineObserver? observer = null, bool notes = true)
{
    private const int MaximumPlatforms = 1000;
    private const int PlatformsShown = 20;

    private readonly TagStore _tags = new(store.TagsDirectory);

    /// <exception cref="OcxException">OCX2002, OCX2009 to OCX2011, OCX5001, OCX5002, and what the registry ends with.</exception>
    public async Task<ResolvedPackage> ResolveAsync(Identifier identifier, Platform required, CancellationToken cancellationToken)
    {
        var (top, offers) = await ReadOffersAsync(identifier, cancellationToken);
        var chosen = Choose(identifier, required, offers);
        IReadOnlyList<Digest> chain = top.Digest == chosen.Digest ? [top.Digest] : [top.Digest, chosen.Digest];
        return new(identifier with { Digest = chosen.Digest }, chosen.Platform, chain);
    }

    /// <summary>Every platform that the identifier offers, in the publisher's order.</summary>
    public async Task<IReadOnlyList<PublishedPlatform>> ListPlatformsAsync(Identifier identifier, CancellationToken cancellationToken) =>
        (await ReadOffersAsync(identifier, cancellationToken)).Offers;

    /// <summary>The document that the identifier itself names: an index, or a manifest that has none.</summary>
    public async Task<RegistryDocument> ReadAsync(Identifier identifier, CancellationToken cancellationToken) =>
        (await ReadOffersAsync(identifier, cancellationToken)).Top;

    private static PublishedPlatform Choose(Identifier identifier, Platform required, IReadOnlyList<PublishedPlatform> offers)
    {
        var best = PlatformMatch.Best(required, offers, offer => offer.Platform);
        if (PlatformMatch.IsOne(best, offer => offer.Digest))
        {
            return best[0];
        }

        var available = string.Join(", ", offers.Take(PlatformsShown).Select(offer => offer.Platform)) + (offers.Count > PlatformsShown ? ", …" : "");
        throw best.Count > 1
            ? PlatformMatch.Ambiguous(identifier, required, best.Select(offer => offer.Platform.ToString()))
            : offers.Any(offer => PlatformMatch.SameMachine(required, offer.Platform))
                ? new OcxException(
                    RegistryErrors.FeatureMismatch,
                    $"{identifier} does not fit {required}. It offers: {available}.",
                    nextStep: RegistryErrors.FeatureMismatch.Remedy)
                : new OcxException(
                    RegistryErrors.PlatformMissing,
                    $"{identifier} does not exist for {required}. It offers: {(available.Length == 0 ? "nothing" : available)}.",
                    nextStep: RegistryErrors.PlatformMissing.Remedy);
    }

    private async Task<(RegistryDocument Top, IReadOnlyList<PublishedPlatform> Offers)> ReadOffersAsync(
        Identifier identifier, CancellationToken cancellationToken)
    {
        var digest = identifier.Digest ?? (mode == ResolutionMode.Remote ? null : _tags.Find(identifier));
        if (digest is { } known && await store.Blobs.TryReadAsync(identifier.Registry, known, cancellationToken) is { } local)
        {
            var stored = new RegistryDocument(DocumentKind.Of(local, identifier.ToString()), local, known);
            return (stored, Offers(stored, identifier));
        }

        var document = await FetchAsync(identifier, digest, cancellationToken);

        // What cannot be read is not kept, or it would be met again and again. The tag is the last: what it names is there.
        var offers = Offers(document, identifier);
        await store.Blobs.WriteAsync(identifier.Registry, document.Digest, document.Content, cancellationToken);
        if (digest is null && mode == ResolutionMode.Default && notes)
        {
            await NoteAsync(identifier, document.Digest, cancellationToken);
        }

        return (document, offers);
    }

    /// <param name="digest">Null: what the registry has for the tag.</param>
    private async Task<RegistryDocument> FetchAsync(Identifier identifier, Digest? digest, CancellationToken cancellationToken)
    {
        var registry = registries.Open(identifier.Registry);
        if (digest is null && (mode == ResolutionMode.Frozen || (mode == ResolutionMode.Offline && !registry.IsLocal)))
        {
            throw Blocked(identifier);
        }

        var reference = digest?.ToString() ?? identifier.TagOrLatest;
        return await OfflineMiss.TellAsync(
                identifier, $"the document {reference}", () => registry.GetManifestAsync(identifier.Repository, reference, cancellationToken))
            ?? throw new OcxException(
                RegistryErrors.NotFound,
                $"{identifier} does not exist: {registry.DisplayName} has no '{reference}' in {identifier.Repository}.",
                nextStep: digest is null || identifier.Digest is not null
                    ? $"Check the spelling of the repository and the tag; `ocx --remote index list {identifier.RepositoryName}` lists its tags."
                    : $"It is what {identifier.TagOrLatest} meant when it was looked up. `ocx index update {identifier.RepositoryName}:{identifier.TagOrLatest}` looks it up again.");
    }

    /// <summary>An index that cannot be written to, such as one that is shipped, is as good for what it knows.</summary>
    private async Task NoteAsync(Identifier identifier, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            await _tags.SaveAsync(identifier, digest, cancellationToken);
        }
        catch (OcxException failure) when (failure.Code == StoreErrors.PermissionDenied || failure.Code == StoreErrors.InputOutput)
        {
            observer?.Warn($"{identifier.RepositoryName}:{identifier.TagOrLatest} is not noted in the local index, and will be looked up again: {failure.Message}");
        }
    }

    private static IReadOnlyList<PublishedPlatform> Offers(RegistryDocument document, Identifier identifier)
    {
        if (MediaTypes.IsManifest(document.MediaType))
        {
            ImageManifest.Parse(document.Content.Span, identifier.ToString());
            return [new PublishedPlatform(Platform.Any, document.Digest)];
        }

        var entries = ImageIndex.Parse(document.Content.Span, identifier.ToString()).Manifests;
        if (entries.Count > MaximumPlatforms)
        {
            throw new OcxException(RegistryErrors.ManifestInvalid, $"{identifier} lists {entries.Count} manifests, which no real package does; {MaximumPlatforms} are read.");
        }

        // Indexes in indexes are not looked into, so nothing can nest.
        return
        [
            .. entries
                .Where(entry => MediaTypes.IsManifest(entry.MediaType))
                .Select(entry => (Platform: Platform.From(entry.Platform), entry.Digest))
                .Where(entry => entry.Platform is not null)
                .Select(entry => new PublishedPlatform(entry.Platform!, entry.Digest)),
        ];
    }

    private OcxException Blocked(Identifier identifier)
    {
        var name = $"{identifier.RepositoryName}:{identifier.TagOrLatest}";
        return mode == ResolutionMode.Offline
            ? new(
                PolicyErrors.Offline,
                $"Offline, and the local index does not know the tag {name}.",
                nextStep: $"Run `ocx package pull {name}` once without {ModeSwitches.Offline}, or bring the store along.")
            : new(
                PolicyErrors.Frozen,
                $"Frozen, and the local index does not know the tag {name}.",
                nextStep: $"Run `ocx index update {name}` once without {ModeSwitches.Frozen}; in a project, run `ocx lock` without it and commit the result.");
    }
}
