using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Publishing.Pushing;
using Ocx.Core.Registry;
using Ocx.Core.Store;

namespace Ocx.Core.Publishing.Testing;

/// <summary>
/// Makes a package of the layers that are to be published, as an installation would, with the same checks and errors. Nothing is sent, no tag is noted,
/// no link is made; layers and dependencies come into the store as usual.
/// </summary>
public sealed class PackageTester(OcxStore store, IRegistryProvider registries, PackageInstaller installer, TimeProvider time)
{
    /// <returns>To be disposed when it has been tried.</returns>
    /// <exception cref="OcxException">OCX1022, OCX2002, OCX5001, and what pushing and installing end with.</exception>
    public async Task<TestedPackage> MaterialiseAsync(TestRequest request, CancellationToken cancellationToken)
    {
        var push = request.Package;
        var (named, platform) = PushTarget.Read(push, otherwise: HostPlatform.Current);
        if (named.Tag is null)
        {
            throw new OcxException(ProjectErrors.UsageInvalid, $"{named} has no tag.", nextStep: "Name the tag that the package will have.");
        }

        var identifier = PushTarget.Of(named, BuildTimestamp.None, time.GetUtcNow());
        var (metadata, _) = PushMetadata.Read(push);
        var files = await LayerFiles.ReadAsync(push.Layers, platform, metadata.StripComponents ?? 0, cancellationToken);
        var directory = request.Directory is { } path ? TestDirectory.Named(store, path) : TestDirectory.Temporary(store);
        try
        {
            var view = await BuildAsync(identifier, metadata, push.Layers, files, new PackageDirectory(directory.Path), cancellationToken);
            directory.IsKept = request.Keep || request.Directory is not null;
            return new(new(view.Identifier, view.Directory.Root), directory);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private async Task<PackageView> BuildAsync(
        Identifier identifier,
        Metadata metadata,
        IReadOnlyList<LayerSpec> layers,
        IReadOnlyList<LayerFile?> files,
        PackageDirectory directory,
        CancellationToken cancellationToken)
    {
        var digests = layers.Zip(files, (layer, file) => file?.Descriptor.Digest ?? layer.Digest!.Value);
        await store.Lease.HoldAsync(digests.Select(digest => store.LayerPath(identifier.Registry, digest)), cancellationToken);
        var descriptors = new List<Descriptor>(layers.Count);
        var origins = new Dictionary<Digest, LayerOrigin>();
        foreach (var (layer, file) in layers.Zip(files))
        {
            var (descriptor, origin) = file is null
                ? await FindAsync(identifier, layer, cancellationToken)
                : (file.Descriptor, new LayerOrigin(identifier, file.Path));
            descriptors.Add(descriptor with { Annotations = layer.Annotations });
            origins.TryAdd(descriptor.Digest, origin);
        }

        var config = MetadataWriter.ToConfig(metadata);
        var manifest = ImageManifest.OfPackage(new(MediaTypes.PackageConfig, Digest.Sha256(config), config.Length), descriptors);
        var pinned = identifier with { Digest = Digest.Sha256(manifest.ToBytes()) };
        return await installer.BuildUnpublishedAsync(pinned, manifest, metadata, layer => origins[layer.Digest], directory, cancellationToken);
    }

    /// <summary>A layer that is referred to: the store's, else one of the registry.</summary>
    private async Task<(Descriptor Layer, LayerOrigin Origin)> FindAsync(Identifier package, LayerSpec layer, CancellationToken cancellationToken)
    {
        var digest = layer.Digest!.Value;
        if (LayerInstaller.IsInstalled(store.LayerPath(package.Registry, digest)))
        {
            // The store does not know how long the archive was; nobody sees the manifest that does not say it either.
            return (new(layer.MediaType, digest, Size: 0), new(package));
        }

        foreach (var repository in new[] { package.Repository, layer.From }.OfType<string>())
        {
            if (await FindSizeAsync(package with { Repository = repository }, digest, cancellationToken) is { } size)
            {
                return (new(layer.MediaType, digest, size), new(package with { Repository = repository }));
            }
        }

        throw new OcxException(
            RegistryErrors.NotFound,
            $"The layer {digest} is neither in the store nor in {package.RepositoryName}{(layer.From is null ? "" : $" or {layer.From}")}.",
            nextStep: "Name the archive itself; or the repository of the same registry that has it: LAYER:from=REPOSITORY.");
    }

    private async Task<long?> FindSizeAsync(Identifier package, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await registries.Open(package.Registry).FindBlobSizeAsync(package.Repository, digest, cancellationToken);
        }
        catch (OcxException refusal) when (refusal.Code == PolicyErrors.Offline)
        {
            throw new OcxException(
                PolicyErrors.Offline,
                $"Offline, and the store does not have the layer {digest}.",
                nextStep: "Name the archive itself, or run once without --offline.",
                innerException: refusal);
        }
    }
}
