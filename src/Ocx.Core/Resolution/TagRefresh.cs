using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Store;

namespace Ocx.Core.Resolution;

/// <summary>Asks registries what tags mean now, and notes it in the local index: one write for each repository, when all of its tags are known.</summary>
internal sealed class TagRefresh(OcxStore store, TagStore index, IRegistryProvider registries, RequestPlaces places)
{
    /// <param name="package">With a tag: that one, and what it names goes into the store. Without: all that the registry lists.</param>
    /// <exception cref="OcxException">OCX2002, and what the registry or the store ends with.</exception>
    public async Task RunAsync(Identifier package, CancellationToken cancellationToken) => await index.SaveAsync(
        package,
        package.Tag is { } tag ? await FindAsync(package, tag, cancellationToken) : await FindAllAsync(package, cancellationToken),
        cancellationToken);

    /// <summary>A registry does not tell an empty repository from one that does not exist.</summary>
    public static OcxException NoTags(IRegistry registry, Identifier package) => new(
        RegistryErrors.NotFound,
        $"{package.RepositoryName} does not exist, or has no tags: {registry.DisplayName} lists none.",
        nextStep: $"Check the spelling; `ocx --remote index catalog {package.Registry}` lists the repositories, where the registry tells them.");

    private async Task<IReadOnlyDictionary<string, Digest>> FindAsync(Identifier package, string tag, CancellationToken cancellationToken)
    {
        var registry = registries.Open(package.Registry);
        var document = ReservedTag.Is(tag)
            ? null
            : await places.RunAsync(() => registry.GetManifestAsync(package.Repository, tag, cancellationToken), cancellationToken);
        if (document is null)
        {
            throw new OcxException(
                RegistryErrors.NotFound,
                ReservedTag.Is(tag)
                    ? $"{package} is no package: tags of this form belong to something that goes with packages."
                    : $"{package} does not exist: {registry.DisplayName} has no tag '{tag}' in {package.Repository}.",
                nextStep: $"`ocx --remote index list {package.RepositoryName}` lists its tags.");
        }

        await store.Blobs.WriteAsync(package.Registry, document.Digest, document.Content, cancellationToken);
        return new Dictionary<string, Digest> { [tag] = document.Digest };
    }

    private async Task<IReadOnlyDictionary<string, Digest>> FindAllAsync(Identifier package, CancellationToken cancellationToken)
    {
        var registry = registries.Open(package.Registry);
        var found = new ConcurrentDictionary<string, Digest>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = RequestPlaces.Count, CancellationToken = cancellationToken };
        var tags = await places.ListTagsAsync(registry, package, cancellationToken);
        if (tags.Count == 0)
        {
            throw NoTags(registry, package);
        }

        await Parallel.ForEachAsync(tags, options, async (tag, token) =>
        {
            // A tag that was deleted meanwhile keeps what it meant.
            if (await places.RunAsync(() => registry.FindDigestAsync(package.Repository, tag, token), token) is { } digest)
            {
                found[tag] = digest;
            }
        });
        return found;
    }
}
