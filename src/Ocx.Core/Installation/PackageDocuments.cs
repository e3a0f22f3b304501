using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Registry;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Reads the documents of a package by digest: from the store when they are there, else from the registry, and then into the store.</summary>
public sealed class PackageDocuments(OcxStore store, IRegistryProvider registries)
{
    /// <param name="pinned">With the digest of the platform's manifest.</param>
    /// <exception cref="OcxException">OCX2002, OCX2008, OCX2012 and what the registry ends with.</exception>
    public async Task<ImageManifest> ReadManifestAsync(Identifier pinned, CancellationToken cancellationToken)
    {
        var digest = pinned.Digest!.Value;
        var content = await store.Blobs.TryReadAsync(pinned.Registry, digest, cancellationToken);
        if (content is null)
        {
            var document = await FetchAsync(pinned, digest, cancellationToken);
            content = MediaTypes.IsManifest(document.MediaType)
                ? document.Content.ToArray()
                : throw new OcxException(RegistryErrors.ManifestInvalid, $"{pinned} is an image index where a platform's manifest was expected.");
        }

        var manifest = ImageManifest.Parse(content, pinned.ToString());
        return manifest.ArtifactType == MediaTypes.Package
            ? manifest
            : throw new OcxException(
                RegistryErrors.NotAPackage,
                $"{pinned} is of the kind '{manifest.ArtifactType ?? manifest.Config.MediaType}', not a package.",
                nextStep: RegistryErrors.NotAPackage.Remedy);
    }

    /// <summary>Fetches a manifest or index, whatever the store has, into the store.</summary>
    /// <param name="package">Of the document's repository.</param>
    public async Task<RegistryDocument> FetchAsync(Identifier package, Digest digest, CancellationToken cancellationToken)
    {
        var document = await OfflineMiss.TellAsync(
                package,
                $"the manifest {digest}",
                () => registries.Open(package.Registry).GetManifestAsync(package.Repository, digest.ToString(), cancellationToken))
            ?? throw Missing(package, $"the manifest {digest}");
        await store.Blobs.WriteAsync(package.Registry, digest, document.Content, cancellationToken);
        return document;
    }

    public async Task<Metadata> ReadMetadataAsync(Identifier pinned, Descriptor config, CancellationToken cancellationToken)
    {
        if (config.MediaType != MediaTypes.PackageConfig || config.Size > Metadata.MaximumSize)
        {
            throw new OcxException(
                RegistryErrors.NotAPackage,
                $"The config of {pinned} is of the kind '{config.MediaType}' with {config.Size} bytes; expected is {MediaTypes.PackageConfig} of at most {Metadata.MaximumSize}.",
                nextStep: RegistryErrors.NotAPackage.Remedy);
        }

        var content = await store.Blobs.TryReadAsync(pinned.Registry, config.Digest, cancellationToken);
        if (content is null)
        {
            content = await DownloadAsync(pinned, config, cancellationToken);
            await store.Blobs.WriteAsync(pinned.Registry, config.Digest, content, cancellationToken);
        }

        return MetadataReader.Parse(content, $"metadata of {pinned}");
    }

    internal static OcxException Missing(Identifier pinned, string what) => new(
        RegistryErrors.NotFound,
        $"{pinned.RepositoryName} does not have {what} any more, or never had it.",
        nextStep: "If it was deleted or replaced, `ocx update` locks what the tag means now.");

    private async Task<byte[]> DownloadAsync(Identifier pinned, Descriptor blob, CancellationToken cancellationToken)
    {
        await using var source = await OfflineMiss.TellAsync(
                pinned, $"the metadata {blob.Digest}", () => registries.Open(pinned.Registry).OpenBlobAsync(pinned.Repository, blob, cancellationToken))
            ?? throw Missing(pinned, $"the blob {blob.Digest}");
        await using var verified = new VerifiedBlobStream(source, blob, pinned.ToString());
        var content = new byte[blob.Size];
        await verified.ReadExactlyAsync(content, cancellationToken);
        await verified.CompleteAsync(cancellationToken);
        return content;
    }
}
