using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Copying;

/// <summary>What a source has to be copied.</summary>
/// <param name="Offered">Entries for platforms, each platform once.</param>
/// <param name="Chosen">Those that are copied.</param>
/// <param name="LeftOut">Entries that no host could choose; they are not copied.</param>
/// <param name="Annotations">Of the index.</param>
internal sealed record CopySource(
    IReadOnlyList<Descriptor> Offered, IReadOnlyList<Descriptor> Chosen, int LeftOut, IReadOnlyDictionary<string, string> Annotations)
{
    private const int MaximumPlatforms = 1000;

    private static readonly Dictionary<string, string> None = [];

    /// <exception cref="OcxException">OCX1022: no such platform, or a digest that cannot be copied. OCX2002, OCX2028, and what the registry ends with.</exception>
    public static async Task<CopySource> ReadAsync(RepositoryPlace place, IReadOnlyList<Platform> platforms, CancellationToken cancellationToken)
    {
        var name = place.Name;
        if (name.Digest is not null && platforms.Count != 1)
        {
            throw Invalid($"{name} is a digest, which does not say what platform it is for.", "Name one with `--platform OS/ARCH`.");
        }

        var reference = name.Digest?.ToString() ?? name.TagOrLatest;
        var document = await place.Registry.GetManifestAsync(place.Repository, reference, cancellationToken) ?? throw new OcxException(
            RegistryErrors.NotFound,
            $"{name} does not exist: {place.Registry.DisplayName} has no '{reference}' in {place.Repository}.",
            nextStep: $"`ocx --remote index list {name.RepositoryName}` lists its tags.");
        return name.Digest is not null ? OfDigest(name, document, platforms[0]) : OfTag(place, document, platforms);
    }

    private static CopySource OfDigest(Identifier name, RegistryDocument document, Platform platform)
    {
        if (MediaTypes.IsIndex(document.MediaType))
        {
            throw Invalid($"{name} is an index, whose digest another registry would not keep.", "Name the tag, or the digest of one platform's manifest.");
        }

        IReadOnlyList<Descriptor> entries = [new(document.MediaType, document.Digest, document.Content.Length, platform.ToDescriptor())];
        return new(entries, entries, 0, None);
    }

    /// <summary>What an index lists without a platform belongs to something else.</summary>
    private static bool IsPackage(Descriptor entry) =>
        MediaTypes.IsManifest(entry.MediaType) && entry.Platform is not null && Platform.From(entry.Platform) is not null;

    private static CopySource OfTag(RepositoryPlace place, RegistryDocument document, IReadOnlyList<Platform> platforms)
    {
        var all = RepositoryPlace.EntriesOf(document, place.Name.ToString());
        if (all.Count > MaximumPlatforms)
        {
            throw new OcxException(
                RegistryErrors.CopyLimit, $"{place.Name} lists {all.Count} manifests; at most {MaximumPlatforms} are copied.", nextStep: RegistryErrors.CopyLimit.Remedy);
        }

        // Of two entries for one platform the last counts.
        var offered = all.Where(IsPackage)
            .Reverse().DistinctBy(entry => Platform.From(entry.Platform)).Reverse().ToList();
        var leftOut = all.Count(entry => !IsPackage(entry));
        if (platforms.FirstOrDefault(platform => !offered.Any(entry => Is(entry, platform))) is { } missing)
        {
            var available = string.Join(", ", offered.Take(20).Select(entry => Platform.From(entry.Platform)));
            throw Invalid($"{place.Name} has nothing for {missing}.", $"It offers: {(available.Length == 0 ? "nothing" : available)}.");
        }

        if (offered.Count == 0)
        {
            throw new OcxException(RegistryErrors.NotFound, $"{place.Name} lists no package.", nextStep: "Check the tag.");
        }

        var annotations = MediaTypes.IsIndex(document.MediaType) ? ImageIndex.Parse(document.Content.Span, place.Name.ToString()).Annotations : null;
        return new(offered, platforms.Count == 0 ? offered : [.. offered.Where(entry => platforms.Any(platform => Is(entry, platform)))], leftOut, annotations ?? None);
    }

    /// <summary>By the text, which is what people can name.</summary>
    private static bool Is(Descriptor entry, Platform platform) => Platform.From(entry.Platform)!.ToString() == platform.ToString();

    private static OcxException Invalid(string message, string nextStep) => new(ProjectErrors.UsageInvalid, message, nextStep: nextStep);
}
