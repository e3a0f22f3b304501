using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Creation;
using Ocx.Core.Publishing.Pushing;
using Ocx.Core.Store;

namespace Ocx.Core.Publishing.Importing;

/// <summary>
/// Publishes a version for all platforms of a recipe in one run: everything is fetched, verified and bundled before anything is published. Run again
/// after a failure, it goes on: downloads are kept, the same bundles come out, and the registry has what it has.
/// </summary>
/// <param name="staging">For bundles.</param>
internal sealed class PackageImporter(PackageCreator creator, PackagePublisher publisher, RecipeSources sources, StagingDirectory staging)
{
    private const int LongestName = 200;

    private readonly Dictionary<(RecipeLayer Layer, bool IsForLinux), Bundle> _bundles = [];
    private readonly SourceTrees _trees = new(sources, Path.Combine(staging.Path, "sources"));

    /// <exception cref="OcxException">What fetching, packing and pushing end with.</exception>
    public async Task<ImportResult> ImportAsync(ImportRecipe recipe, ImportRequest request, CancellationToken cancellationToken)
    {
        var package = request.Target is { } target ? target with { Tag = target.Tag ?? recipe.Package.Tag } : recipe.Package;
        PushTarget.Of(package, BuildTimestamp.None, default);
        if (recipe.Cascade)
        {
            PushTarget.VersionOf(package);
        }

        var patterns = new PatternUse(recipe.Platforms.SelectMany(platform => platform.Layers));
        var pushes = new List<(IReadOnlyList<Bundle> Layers, PreparedPush Push)>();
        foreach (var platform in recipe.Platforms)
        {
            var layers = await BundleAsync(platform, package, patterns, cancellationToken);
            pushes.Add((layers, await publisher.PrepareAsync(RequestOf(platform, layers), cancellationToken)));
        }

        var imported = new List<ImportedPlatform>();
        foreach (var (layers, push) in pushes)
        {
            imported.Add(new(
                push.Platform,
                [.. layers.Select(layer => layer.Digest)],
                request.DryRun ? null : await publisher.PublishAsync(push, cancellationToken)));
        }

        if (!request.DryRun)
        {
            sources.Clean();
        }

        return new(package, imported);

        PushRequest RequestOf(RecipePlatform platform, IReadOnlyList<Bundle> layers) => new(
            package, platform.Platform, [.. layers.Select(layer => LayerSpec.OfFile(layer.Archive))], layers[^1].Metadata, recipe.Cascade, request.IsNew);
    }

    /// <summary>What several platforms share is packed once. The last layer carries the metadata, in which dependencies are pinned for the platform.</summary>
    private async Task<IReadOnlyList<Bundle>> BundleAsync(
        RecipePlatform platform, Identifier package, PatternUse patterns, CancellationToken cancellationToken)
    {
        var bundles = new List<Bundle>();
        foreach (var layer in platform.Layers)
        {
            var isLast = layer == platform.Layers[^1];
            var key = (layer, platform.Platform.Os == "linux");
            if (!isLast && _bundles.TryGetValue(key, out var existing))
            {
                bundles.Add(existing);
                continue;
            }

            var bundle = await PackAsync(layer, platform, package, isLast ? platform.MetadataFile : null, patterns, cancellationToken);
            _bundles.TryAdd(key, bundle);
            bundles.Add(bundle);
        }

        return bundles;
    }

    private async Task<Bundle> PackAsync(
        RecipeLayer layer, RecipePlatform platform, Identifier package, string? metadata, PatternUse patterns, CancellationToken cancellationToken)
    {
        var place = Path.Combine(staging.Path, Path.GetRandomFileName());
        var tree = Path.Combine(place, "tree");
        var programs = new StagedLayer(layer, patterns).Make(await _trees.GetAsync(layer, cancellationToken), tree);

        // Of several layers each has a part of the programs only, and the directories of PATH may be in another one: they are not looked at.
        var isWhole = platform.Layers.Count == 1;

        // The name is what users see of it while it is sent; the system must bear it, with what is put beside it.
        var number = isWhole ? "" : $"{platform.Layers.TakeWhile(other => other != layer).Count() + 1}-";
        var name = number + ArchiveName.Infer("layer", package, platform.Platform);
        if (name.Length > LongestName)
        {
            name = number + ArchiveName.Infer("layer", null, platform.Platform);
        }

        var created = await creator.CreateAsync(
            new CreateRequest(tree, Path.Combine(place, name), package, platform.Platform, metadata)
            {
                Programs = programs,
                BinaryScan = isWhole ? BinaryScan.Auto : BinaryScan.Off,
                LibcLint = isWhole,
            },
            cancellationToken);
        DirectoryRemoval.Delete(tree);
        return new(created.Archive, created.Metadata, created.Digest);
    }

    /// <param name="Archive">Absolute path.</param>
    /// <param name="Metadata">Absolute path of the sidecar; only of a platform's last layer.</param>
    private sealed record Bundle(string Archive, string? Metadata, Digest Digest);
}
