using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Resolution;

namespace Ocx.Core.Installation.Inspection;

/// <summary>Tells what is behind a name: platforms, metadata, layers, dependencies. Only documents are read, and no tag is noted.</summary>
public sealed class PackageInspector(PackageResolver resolver, PackageDocuments documents)
{
    /// <summary>The failure of the first in request order is thrown at the end.</summary>
    /// <param name="platform">To choose for, where something is to be chosen.</param>
    /// <exception cref="OcxException">As of the resolver and the documents.</exception>
    public async Task<IReadOnlyList<PackageInspection>> InspectAsync(
        IReadOnlyList<Identifier> packages, InspectionDepth depth, Platform platform, CancellationToken cancellationToken)
    {
        using var closures = new ClosureReader(documents);
        var found = new List<PackageInspection>(packages.Count);
        foreach (var package in packages)
        {
            found.Add(await InspectAsync(package, depth, platform, closures, cancellationToken));
        }

        return found;
    }

    private async Task<PackageInspection> InspectAsync(
        Identifier package, InspectionDepth depth, Platform platform, ClosureReader closures, CancellationToken cancellationToken)
    {
        var top = await resolver.ReadAsync(package, cancellationToken);
        var named = package with { Digest = top.Digest };
        var isIndex = MediaTypes.IsIndex(top.MediaType);
        if (depth == InspectionDepth.Document)
        {
            return isIndex ? new(named, Candidates(top, package)) : new(named, Content: await ReadAsync(named, cancellationToken));
        }

        var resolved = await resolver.ResolveAsync(named, platform, cancellationToken);
        var manifest = await documents.ReadManifestAsync(resolved.Pinned, cancellationToken);
        var metadata = await documents.ReadMetadataAsync(resolved.Pinned, manifest.Config, cancellationToken);
        var digest = resolved.Pinned.Digest!.Value;
        var chosen = isIndex
            ? ImageIndex.Parse(top.Content.Span, package.ToString()).Manifests.First(entry => entry.Digest == digest)
            : DescriptorOf(top);
        return new(
            resolved.Pinned,
            Content: new(metadata, manifest.Layers),
            Resolution: new(resolved.Platform, isIndex ? DescriptorOf(top) : null, chosen, manifest.Config),
            Closure: depth == InspectionDepth.Closure ? await closures.ReadAsync(resolved.Pinned, metadata, cancellationToken) : null);
    }

    private async Task<InspectedContent> ReadAsync(Identifier pinned, CancellationToken cancellationToken)
    {
        var manifest = await documents.ReadManifestAsync(pinned, cancellationToken);
        return new(await documents.ReadMetadataAsync(pinned, manifest.Config, cancellationToken), manifest.Layers);
    }

    /// <summary>Attestations and platforms that no host is are left out.</summary>
    private static IReadOnlyList<Descriptor> Candidates(RegistryDocument index, Identifier package) =>
    [
        .. ImageIndex.Parse(index.Content.Span, package.ToString()).Manifests
            .Where(entry => MediaTypes.IsManifest(entry.MediaType) && Platform.From(entry.Platform) is not null),
    ];

    private static Descriptor DescriptorOf(RegistryDocument document) => new(document.MediaType, document.Digest, document.Content.Length);
}
