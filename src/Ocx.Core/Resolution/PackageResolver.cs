using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Store;

namespace Ocx.Core.Resolution;

/// <summary>From an identifier to the digest of one platform's manifest: tag, document, platform.</summary>
public sealed class PackageResolver(OcxStore store, IRegistryProvider registries, ResolutionMode mode)
{
    private readonly TagStore _tags = new(store.TagsDirectory);

    /// <exception cref="OcxException">OCX2002, OCX2009 to OCX2011, OCX5001, OCX5002, and what the registry ends with.</exception>
    public async Task<ResolvedPackage> ResolveAsync(Identifier identifier, Platform required, CancellationToken cancellationToken)
    {
        var (top, offers) = await ReadOffersAsync(identifier, cancellationToken);
        var chosen = Choose(identifier, required, offers);
        IReadOnlyList<Digest> chain = top == chosen.Digest ? [top] : [top, chosen.Digest];
        return new(identifier with { Digest = chosen.Digest }, chosen.Platform, chain);
    }

    /// <summary>Every platform that the identifier offers, in the publisher's order.</summary>
    public async Task<IReadOnlyList<PublishedPlatform>> ListPlatformsAsync(Identifier identifier, CancellationToken cancellationToken) =>
        (await ReadOffersAsync(identifier, cancellationToken)).Offers;

    private static PublishedPlatform Choose(Identifier identifier, Platform required, IReadOnlyList<PublishedPlatform> offers)
    {
        var best = PlatformMatch.Best(required, offers, offer => offer.Platform);
        if (best.Count > 0 && best.All(offer => offer.Digest == best[0].Digest))
        {
            return best[0];
        }

        var available = string.Join(", ", offers.Select(offer => offer.Platform));
        throw best.Count > 1
            ? new OcxException(
                RegistryErrors.PlatformAmbiguous,
                $"{identifier} offers {string.Join(" and ", best.Select(offer => offer.Platform))} for {required}, and neither is more specific.",
                nextStep: RegistryErrors.PlatformAmbiguous.Remedy)
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

    private async Task<(Digest Top, IReadOnlyList<PublishedPlatform> Offers)> ReadOffersAsync(Identifier identifier, CancellationToken cancellationToken)
    {
        var digest = identifier.Digest ?? (mode == ResolutionMode.Remote ? null : _tags.Find(identifier));
        if (digest is { } known && await store.Blobs.TryReadAsync(identifier.Registry, known, cancellationToken) is { } local)
        {
            return (known, Offers(DocumentKind.Of(local, identifier.ToString()), local, known, identifier));
        }

        var registry = registries.Open(identifier.Registry);
        if (digest is null && (mode == ResolutionMode.Frozen || (mode == ResolutionMode.Offline && !registry.IsLocal)))
        {
            throw Blocked(identifier);
        }

        var reference = digest?.ToString() ?? identifier.TagOrLatest;
        var document = await registry.GetManifestAsync(identifier.Repository, reference, cancellationToken)
            ?? throw new OcxException(
                RegistryErrors.NotFound,
                $"{identifier} does not exist: {registry.DisplayName} has no '{reference}' in {identifier.Repository}.",
                nextStep: "Check the spelling of the repository and the tag.");

        // What cannot be read is not kept, or it would be met again and again.
        var offers = Offers(document.MediaType, document.Content, document.Digest, identifier);
        await store.Blobs.WriteAsync(identifier.Registry, document.Digest, document.Content, cancellationToken);
        if (digest is null && mode == ResolutionMode.Default)
        {
            await _tags.SaveAsync(identifier, document.Digest, cancellationToken);
        }

        return (document.Digest, offers);
    }

    private static IReadOnlyList<PublishedPlatform> Offers(string mediaType, ReadOnlyMemory<byte> content, Digest digest, Identifier identifier)
    {
        if (MediaTypes.IsManifest(mediaType))
        {
            ImageManifest.Parse(content.Span, identifier.ToString());
            return [new PublishedPlatform(Platform.Any, digest)];
        }

        return
        [
            .. ImageIndex.Parse(content.Span, identifier.ToString()).Manifests
                .Where(entry => MediaTypes.IsManifest(entry.MediaType))
                .Select(entry => (Platform: Platform.From(entry.Platform), entry.Digest))
                .Where(entry => entry.Platform is not null)
                .Select(entry => new PublishedPlatform(entry.Platform!, entry.Digest)),
        ];
    }

    private OcxException Blocked(Identifier identifier)
    {
        var code = mode == ResolutionMode.Offline ? PolicyErrors.Offline : PolicyErrors.Frozen;
        return new(code, $"The store does not know what {identifier.RepositoryName}:{identifier.TagOrLatest} means.", nextStep: code.Remedy);
    }
}
