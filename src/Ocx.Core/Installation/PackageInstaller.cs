using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation.Signing;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Registry;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>
/// Makes packages present in the store with everything they need. Each is made once, however many ask: within a process they share the
/// work, between processes a lock decides.
/// </summary>
/// <param name="noSigning">Leave programs for macOS as they come.</param>
public sealed class PackageInstaller(
    OcxStore store,
    IRegistryProvider registries,
    ILauncherWriter launchers,
    bool noSigning,
    IEngineObserver? observer,
    InstallationStatistics statistics)
{

    private readonly SingleFlight<PackageView> _installations = new();
    private readonly PackageDocuments _documents = new(store, registries);
    private readonly PackageReader _reader = new(store);
    private readonly LayerInstaller _layers = new(
        store, registries, OperatingSystem.IsWindows() ? null : LayerSigner.ForHost(noSigning, message => observer?.Warn(message)), observer, statistics);

    /// <param name="pinned">With the digest of the platform's manifest.</param>
    /// <param name="chain">Digests of the documents it was resolved through, kept alive with it.</param>
    public async Task<PackageView> InstallAsync(Identifier pinned, IReadOnlyList<Digest> chain, CancellationToken cancellationToken)
    {
        var root = store.PackagePath(pinned.Registry, pinned.Digest!.Value);
        await store.Lease.HoldAsync([root], cancellationToken);
        var view = await _installations.RunAsync(root, token => InstallOnceAsync(pinned, new PackageDirectory(root), token), cancellationToken);
        foreach (var digest in chain)
        {
            References.AddForward(view.Directory, ReferenceKind.Blobs, digest, store.Blobs.PathOf(pinned.Registry, digest));
        }

        return view with { Identifier = pinned };
    }

    /// <summary>
    /// Makes a damaged package anew, and puts it in the old one's place when all of it is there; links to it stay.
    /// </summary>
    /// <param name="pinned">With the digest of the platform's manifest.</param>
    /// <param name="damagedLayers">Paths of layers to fetch again; those that have been are removed.</param>
    public async Task RebuildAsync(Identifier pinned, ISet<string> damagedLayers, CancellationToken cancellationToken)
    {
        var package = PackageOf(pinned);
        await store.Lease.HoldAsync([package.Root], cancellationToken);
        using var staging = await store.Staging.EnterPackageAsync(
            pinned.Registry, pinned.Digest!.Value, $"repairing {pinned}", holder => observer?.Waiting(holder), cancellationToken);
        var manifest = await _documents.ReadManifestAsync(pinned, cancellationToken);
        await store.Lease.HoldAsync(manifest.Layers.Select(layer => store.LayerPath(pinned.Registry, layer.Digest)), cancellationToken);
        foreach (var layer in manifest.Layers.Where(layer => damagedLayers.Contains(store.LayerPath(pinned.Registry, layer.Digest))))
        {
            await _layers.ReplaceAsync(pinned, layer, cancellationToken);
            damagedLayers.Remove(store.LayerPath(pinned.Registry, layer.Digest));
        }

        var staged = new PackageDirectory(staging.Path);
        await BuildAsync(pinned, package, staged, cancellationToken);
        References.CarryBackward(package, staged);
        References.CarryDocuments(package, staged);
        using (await store.Leases.EnterAsync(holder => observer?.Waiting(holder), cancellationToken))
        {
            staging.Replace(package.Root);

            // Links that were made meanwhile.
            References.CarryBackward(staged, package);
        }
    }

    /// <summary>
    /// Makes a package that no registry has yet, as an installation would make it, in a place of its own. Its dependencies are installed. What is made
    /// counts only when this returns.
    /// </summary>
    /// <param name="pinned">With the digest that the manifest will have.</param>
    /// <param name="originOf">Where each layer of the manifest is had from.</param>
    /// <param name="package">Empty, and nobody else's.</param>
    internal async Task<PackageView> BuildUnpublishedAsync(
        Identifier pinned,
        ImageManifest manifest,
        Metadata metadata,
        Func<Descriptor, LayerOrigin> originOf,
        PackageDirectory package,
        CancellationToken cancellationToken)
    {
        await BuildAsync(pinned, manifest, _ => Task.FromResult(metadata), originOf, package, package, cancellationToken);
        return PackageReader.Read(new PackageRoot(pinned, package.Root));
    }

    /// <summary>Fetches the manifest and the configuration of a package where the store does not have them, or not undamaged.</summary>
    /// <param name="pinned">With the digest of the platform's manifest.</param>
    public async Task RestoreDocumentsAsync(Identifier pinned, CancellationToken cancellationToken)
    {
        var manifest = await _documents.ReadManifestAsync(pinned, cancellationToken);
        await _documents.ReadMetadataAsync(pinned, manifest.Config, cancellationToken);
    }

    /// <summary>Fetches an index that a package was resolved through.</summary>
    /// <param name="package">Of the index's repository.</param>
    public Task RestoreIndexAsync(Identifier package, Digest index, CancellationToken cancellationToken) =>
        _documents.FetchAsync(package, index, cancellationToken);

    private async Task<PackageView> InstallOnceAsync(Identifier pinned, PackageDirectory package, CancellationToken cancellationToken)
    {
        ClosureLimit.Check(_installations.Count);

        if (package.IsInstalled)
        {
            return await CompleteAsync(PackageReader.Read(new PackageRoot(pinned, package.Root)), cancellationToken);
        }

        var digest = pinned.Digest!.Value;
        using var staging = await store.Staging.EnterPackageAsync(
            pinned.Registry, digest, $"installing {pinned}", holder => observer?.Waiting(holder), cancellationToken);
        if (!package.IsInstalled)
        {
            await BuildAsync(pinned, package, new PackageDirectory(staging.Path), cancellationToken);
            References.CarryBackward(package, new PackageDirectory(staging.Path));
            staging.Publish(package.Root, flushed: Path.GetFileName(package.Content));
            statistics.CountPackage();
        }

        return PackageReader.Read(new PackageRoot(pinned, package.Root));
    }

    /// <summary>Brings back dependencies that an installed package has lost.</summary>
    private async Task<PackageView> CompleteAsync(PackageView view, CancellationToken cancellationToken)
    {
        await store.Lease.HoldAsync(view.Closure.Entries.Select(entry => PackageOf(entry.Identifier).Root), cancellationToken);
        foreach (var lost in view.Closure.Entries.Where(entry => !PackageOf(entry.Identifier).IsInstalled))
        {
            await InstallAsync(lost.Identifier, [], cancellationToken);
        }

        return view;
    }

    private PackageDirectory PackageOf(Identifier pinned) => new(store.PackagePath(pinned.Registry, pinned.Digest!.Value));

    private async Task BuildAsync(Identifier pinned, PackageDirectory package, PackageDirectory staged, CancellationToken cancellationToken)
    {
        var manifest = await _documents.ReadManifestAsync(pinned, cancellationToken);
        await BuildAsync(
            pinned,
            manifest,
            token => _documents.ReadMetadataAsync(pinned, manifest.Config, token),
            _ => new LayerOrigin(pinned),
            package,
            staged,
            cancellationToken);
    }

    private async Task BuildAsync(
        Identifier pinned,
        ImageManifest manifest,
        Func<CancellationToken, Task<Metadata>> readMetadata,
        Func<Descriptor, LayerOrigin> originOf,
        PackageDirectory package,
        PackageDirectory staged,
        CancellationToken cancellationToken)
    {
        await store.Lease.HoldAsync(manifest.Layers.Select(layer => store.LayerPath(pinned.Registry, layer.Digest)), cancellationToken);

        // A failure stops what is this package's own; dependencies may be wanted by others.
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = readMetadata(failure.Token);
        var layers = manifest.Layers.Select(layer => _layers.InstallAsync(originOf(layer), layer, failure.Token)).ToList();
        var depending = InstallDependenciesAsync(pinned, reading, cancellationToken);
        await FailFast.WhenAll([reading, .. layers, depending], failure);
        var (metadata, dependencies) = (await reading, await depending);

        FileFailure.Guard(staged.Root, "create", () => Directory.CreateDirectory(staged.Root));
        var sources = manifest.Layers.Zip(layers, (layer, content) => LayerPlacement.Of(pinned, layer, metadata, content.Result)).ToList();
        new LayerAssembler(pinned, staged.Content, note => observer?.Warn(note)).Assemble(sources);

        var closure = Closure.Of(metadata.Dependencies.Zip(dependencies, (dependency, view) => (dependency, view.Closure)));
        var view = new PackageView(pinned, package, metadata, closure);
        EntrypointCollision.Refuse(
            [view, .. closure.Entries.Where(entry => entry.Visibility.HasFlag(Visibility.Interface)).Select(entry => _reader.Read(entry.Identifier))]);
        launchers.Write(view, staged);
        WriteDocuments(view, staged, manifest);
        WriteReferences(view, staged, manifest, dependencies);
    }

    private async Task<PackageView[]> InstallDependenciesAsync(Identifier dependent, Task<Metadata> reading, CancellationToken cancellationToken)
    {
        var metadata = await reading;
        return await Task.WhenAll(metadata.Dependencies.Select(dependency => InstallDependencyAsync(dependent, dependency, cancellationToken)));
    }

    private async Task<PackageView> InstallDependencyAsync(Identifier dependent, Dependency dependency, CancellationToken cancellationToken) =>
        dependency.Identifier.Digest is not null
            ? await InstallAsync(dependency.Identifier, [], cancellationToken)
            : throw new OcxException(
                StoreErrors.MetadataInvalid,
                $"{dependent} depends on {dependency.Identifier} without a digest.",
                nextStep: "Tell the publisher of the package: dependencies of a published package are pinned.");

    private static void WriteDocuments(PackageView view, PackageDirectory staged, ImageManifest manifest)
    {
        // Nobody sees these before the rename that publishes the package.
        FileFailure.Guard(staged.Root, "write", () =>
        {
            File.WriteAllBytes(staged.MetadataFile, MetadataWriter.ToFile(view.Metadata));
            File.WriteAllBytes(staged.ManifestFile, manifest.ToFileBytes());
            File.WriteAllBytes(staged.ResolveFile, ClosureFile.Write(view.Closure));
            File.WriteAllText(staged.InstallFile, string.Create(CultureInfo.InvariantCulture, $"{{\n  \"timestamp\": \"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}\",\n  \"ok\": true\n}}"));
            File.WriteAllText(staged.DigestFile, view.Identifier.Digest!.Value.ToString());
            File.WriteAllText(staged.SourceFile, (view.Identifier with { Tag = null }).ToString());
        });
    }

    private void WriteReferences(PackageView view, PackageDirectory staged, ImageManifest manifest, IEnumerable<PackageView> dependencies)
    {
        var registry = view.Identifier.Registry;
        foreach (var layer in manifest.Layers)
        {
            References.AddForward(staged, ReferenceKind.Layers, layer.Digest, Path.Combine(store.LayerPath(registry, layer.Digest), "content"));
        }

        foreach (var blob in (IEnumerable<Digest>)[view.Identifier.Digest!.Value, manifest.Config.Digest])
        {
            References.AddForward(staged, ReferenceKind.Blobs, blob, store.Blobs.PathOf(registry, blob));
        }

        foreach (var dependency in dependencies)
        {
            References.AddForward(staged, ReferenceKind.Deps, dependency.Identifier.Digest!.Value, dependency.Directory.Content);
        }
    }
}
