using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>
/// Publishes a package for one platform. Everything is checked before anything is sent. Blobs go first, then the manifest by its digest, then the
/// tags: a tag never points at something that is not there.
/// </summary>
public sealed class PackagePublisher(IRegistryProvider registries, TimeProvider time, IEngineObserver? observer = null)
{
    private static readonly Dictionary<string, string> NoAnnotations = [];

    /// <exception cref="OcxException">
    /// OCX1022, OCX2025, OCX3001 to OCX3007, OCX3009, OCX3011, OCX4003, and what the registry ends with.
    /// </exception>
    public async Task<PushResult> PushAsync(PushRequest request, CancellationToken cancellationToken) =>
        await PublishAsync(await PrepareAsync(request, cancellationToken), cancellationToken);

    /// <summary>Checks everything, and sends nothing.</summary>
    internal async Task<PreparedPush> PrepareAsync(PushRequest request, CancellationToken cancellationToken)
    {
        var (named, platform) = PushTarget.Read(request);
        var identifier = PushTarget.Of(named, request.BuildTimestamp, time.GetUtcNow());
        var version = request.Cascade ? PushTarget.VersionOf(identifier) : null;
        var (metadata, metadataFile) = PushMetadata.Read(request);
        var registry = registries.OpenForWriting(identifier.Registry);
        var layers = new LayerUploads(registry, identifier, request.Layers, observer);
        await layers.CheckAsync(platform, metadata.StripComponents ?? 0, cancellationToken);
        await new DependencyGate(registries).CheckAsync(metadata, platform, metadataFile, cancellationToken);
        return new(request, identifier, version, platform, metadata, registry, layers);
    }

    internal async Task<PushResult> PublishAsync(PreparedPush push, CancellationToken cancellationToken)
    {
        var (request, identifier, version, target, metadata, registry, layers) = push;
        var platform = target.ToDescriptor();
        await layers.PushAsync(cancellationToken);
        var manifest = await PushConfigAsync(registry, identifier, metadata, layers.Descriptors, cancellationToken);
        var digest = Digest.Sha256(manifest);
        var canonical = new CanonicalTag(registry, identifier, digest, observer);
        var isKnown = request.CanonicalTag && await canonical.ExistsAsync(cancellationToken);
        if (!isKnown)
        {
            await registry.PutManifestAsync(identifier.Repository, digest.ToString(), MediaTypes.ImageManifest, manifest, cancellationToken);
        }

        // Not before the layers are there, which may take long: what others publish meanwhile counts.
        var cascade = version is null
            ? new CascadePlan([], null)
            : await new CascadePlanner(registry, identifier.Repository).PlanAsync(version, platform, request.IsNew, cancellationToken);
        var index = new TagIndex(registry, identifier, time);
        var entry = new Descriptor(MediaTypes.ImageManifest, digest, manifest.Length, platform);
        foreach (var tag in (IEnumerable<string>)[identifier.Tag!, .. cascade.Tags])
        {
            await index.PutAsync(tag, entry, request.Annotations ?? NoAnnotations, cancellationToken);
        }

        var isNamed = isKnown || (request.CanonicalTag && await canonical.TryPutAsync(MediaTypes.ImageManifest, manifest, cancellationToken));
        await index.SettleAsync(cancellationToken);
        return new(identifier, target, digest, cascade.Tags, cascade.Stop, isNamed ? [canonical.Name] : [], layers.Counts);
    }

    /// <returns>The manifest's bytes.</returns>
    private static async Task<byte[]> PushConfigAsync(
        IRegistry registry, Identifier identifier, Metadata metadata, IReadOnlyList<Descriptor> layers, CancellationToken cancellationToken)
    {
        var config = MetadataWriter.ToConfig(metadata);
        var configBlob = new Descriptor(MediaTypes.PackageConfig, Digest.Sha256(config), config.Length);
        await registry.PushBlobAsync(identifier.Repository, configBlob, () => new MemoryStream(config), cancellationToken);
        return ImageManifest.OfPackage(configBlob, layers).ToBytes();
    }
}
