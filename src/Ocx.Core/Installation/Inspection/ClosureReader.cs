using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Installation.Inspection;

/// <summary>Reads what a package needs from its documents alone: no layer is fetched, and nothing is installed.</summary>
internal sealed class ClosureReader(PackageDocuments documents) : IDisposable
{
    private const int ParallelPackages = 8;

    private readonly SemaphoreSlim _places = new(ParallelPackages);
    private readonly ConcurrentDictionary<(string Repository, Digest Digest), Lazy<Task<(Metadata Metadata, Closure Closure)>>> _known = new();

    /// <exception cref="OcxException">OCX2008, OCX3009, and what the registries end with.</exception>
    public async Task<InspectedClosure> ReadAsync(Identifier pinned, Metadata metadata, CancellationToken cancellationToken)
    {
        var closure = await ReadClosureAsync(pinned, metadata, cancellationToken);
        var dependencies = new List<InspectedDependency>(closure.Entries.Count);
        foreach (var entry in closure.Entries)
        {
            dependencies.Add(new(entry.Identifier, entry.Visibility, (await ReadOnceAsync(entry.Identifier, cancellationToken)).Metadata));
        }

        return InspectedClosure.Of(new(pinned, Visibility.Public, metadata), dependencies);
    }

    public void Dispose() => _places.Dispose();

    private async Task<Closure> ReadClosureAsync(Identifier dependent, Metadata metadata, CancellationToken cancellationToken)
    {
        if (metadata.Dependencies.FirstOrDefault(dependency => dependency.Identifier.Digest is null) is { } loose)
        {
            throw new OcxException(
                StoreErrors.MetadataInvalid,
                $"{dependent} depends on {loose.Identifier} without a digest.",
                nextStep: "Tell the publisher of the package: dependencies of a published package are pinned.");
        }

        var read = await Task.WhenAll(metadata.Dependencies.Select(dependency => ReadOnceAsync(dependency.Identifier, cancellationToken)));
        return Closure.Of(metadata.Dependencies.Zip(read, (dependency, package) => (dependency, package.Closure)));
    }

    private Task<(Metadata Metadata, Closure Closure)> ReadOnceAsync(Identifier pinned, CancellationToken cancellationToken)
    {
        ClosureLimit.Check(_known.Count);
        return _known.GetOrAdd((pinned.RepositoryName, pinned.Digest!.Value), _ => new(() => ReadPackageAsync(pinned, cancellationToken))).Value;
    }

    private async Task<(Metadata Metadata, Closure Closure)> ReadPackageAsync(Identifier pinned, CancellationToken cancellationToken)
    {
        Metadata metadata;
        await _places.WaitAsync(cancellationToken);
        try
        {
            var manifest = await documents.ReadManifestAsync(pinned, cancellationToken);
            metadata = await documents.ReadMetadataAsync(pinned, manifest.Config, cancellationToken);
        }
        finally
        {
            _places.Release();
        }

        return (metadata, await ReadClosureAsync(pinned, metadata, cancellationToken));
    }
}
