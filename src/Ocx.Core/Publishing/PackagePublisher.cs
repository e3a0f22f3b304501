using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

/// <summary>
/// Publishes a package for one platform. Blobs go first, then the manifest by its digest, then the tag's index: a tag never points at
/// something that is not there.
/// </summary>
public sealed class PackagePublisher(IRegistryProvider registries)
{
    private const int ParallelUploads = 4;

    /// <exception cref="OcxException">OCX1022, OCX3007, OCX3009, and what the registry ends with.</exception>
    public async Task<PushResult> PushAsync(PushRequest request, CancellationToken cancellationToken)
    {
        var identifier = request.Identifier with { Tag = request.Identifier.TagOrLatest };
        if (identifier.Digest is not null)
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid, $"{identifier} names a digest; a package is published under a tag.", nextStep: "Leave out the part after '@'.");
        }

        if (request.Layers.FirstOrDefault(layer => !File.Exists(layer)) is { } missing)
        {
            throw new OcxException(StoreErrors.InputOutput, $"The archive {missing} does not exist.", nextStep: "Correct the path, or make the archive with `ocx package create`.");
        }

        var config = MetadataWriter.ToConfig(ReadMetadata(request));
        var registry = registries.OpenForWriting(identifier.Registry);
        var uploaded = 0;
        var layers = new Descriptor[request.Layers.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, layers.Length),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                layers[i] = await DescribeAsync(request.Layers[i], token);
                if (await PushBlobAsync(registry, identifier.Repository, layers[i], () => File.OpenRead(request.Layers[i]), token))
                {
                    Interlocked.Increment(ref uploaded);
                }
            });

        var configBlob = new Descriptor(MediaTypes.PackageConfig, Digest.Sha256(config), config.Length);
        await PushBlobAsync(registry, identifier.Repository, configBlob, () => new MemoryStream(config), cancellationToken);

        var manifest = ImageManifest.OfPackage(configBlob, layers).ToBytes();
        var digest = Digest.Sha256(manifest);
        await registry.PutManifestAsync(identifier.Repository, digest.ToString(), MediaTypes.ImageManifest, manifest, cancellationToken);

        var entry = new Descriptor(MediaTypes.ImageManifest, digest, manifest.Length, request.Platform.ToDescriptor());
        while (!await TryAddAsync(registry, identifier, entry, cancellationToken))
        {
            // Somebody else was quicker; his entry must not be lost.
        }

        return new(identifier, digest, uploaded, layers.Length - uploaded);
    }

    private static async Task<bool> TryAddAsync(IRegistry registry, Identifier identifier, Descriptor entry, CancellationToken cancellationToken)
    {
        var existing = await FindAsync(registry, identifier, cancellationToken);
        var index = IndexOf(existing, identifier).With(entry).ToBytes();
        return await registry.TryMoveTagAsync(identifier.Repository, identifier.Tag!, existing?.Digest, MediaTypes.ImageIndex, index, cancellationToken);
    }

    private static Metadata ReadMetadata(PushRequest request)
    {
        var file = request.MetadataFile ?? (request.Layers is [var first, ..] ? ArchiveName.MetadataFileOf(first) : null);
        if (file is null || !File.Exists(file))
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid,
                file is null ? "A package without layers needs metadata." : $"The metadata {file} does not exist.",
                nextStep: "Name the metadata with `--metadata FILE`, or make it with `ocx package create --metadata FILE …`.");
        }

        try
        {
            var metadata = MetadataReader.Parse(File.ReadAllBytes(file), file);
            PublishGate.Check(metadata, file);
            PublishGate.RequirePinned(metadata, file);
            return metadata;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, file, "read");
        }
    }

    private static async Task<Descriptor> DescribeAsync(string archive, CancellationToken cancellationToken)
    {
        var mediaType = MediaTypes.LayerTypeOf(archive) ?? throw new OcxException(
            StoreErrors.CodecUnsupported,
            $"{archive} is not an archive that a layer can be.",
            nextStep: "Layers end in .tar.gz or .tar.xz; `ocx package create` makes one from a directory.");
        try
        {
            await using var file = File.OpenRead(archive);
            return new(mediaType, Digest.FromHash(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellationToken)), file.Length);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, archive, "read");
        }
    }

    /// <returns>Whether bytes were sent; false when the registry had the blob.</returns>
    private static async Task<bool> PushBlobAsync(
        IRegistry registry, string repository, Descriptor blob, Func<Stream> open, CancellationToken cancellationToken)
    {
        var sent = false;
        await registry.PushBlobAsync(
            repository,
            blob,
            () =>
            {
                sent = true;
                return open();
            },
            cancellationToken);
        return sent;
    }

    private static async Task<RegistryDocument?> FindAsync(IRegistry registry, Identifier identifier, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.GetManifestAsync(identifier.Repository, identifier.Tag!, cancellationToken);
        }
        catch (OcxException exception) when (exception.Code == RegistryErrors.NotFound)
        {
            // The tag names something that is gone; a push puts that right.
            return null;
        }
    }

    /// <summary>The tag's index as it is; a bare manifest becomes its first entry.</summary>
    private static ImageIndex IndexOf(RegistryDocument? existing, Identifier identifier) =>
        existing is null ? ImageIndex.Empty
        : MediaTypes.IsIndex(existing.MediaType) ? ImageIndex.Parse(existing.Content.Span, identifier.ToString())
        : ImageIndex.Empty with { Manifests = [new Descriptor(existing.MediaType, existing.Digest, existing.Content.Length)] };
}
