using System.Diagnostics.CodeAnalysis;
using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation.Signing;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Makes layers present: one pass from the registry through hash, inflate and extraction into files; published only when all agree.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody waits for by handle has nothing to dispose of.")]
internal sealed class LayerInstaller(
    OcxStore store, IRegistryProvider registries, LayerSigner? signer, IEngineObserver? observer, InstallationStatistics statistics)
{
    private static readonly ErrorCode[] ArchiveComplaints =
        [StoreErrors.ArchiveInvalid, StoreErrors.ArchiveEscapes, StoreErrors.ArchiveEntryUnsupported, StoreErrors.ArchiveBomb, StoreErrors.CodecUnsupported];

    /// <summary>
    /// Enough for one to download while another is unpacked. Each has a connection, buffers and a decoder's window, so that a package of many layers may
    /// not have them all at once. Whoever has a place waits for no other place.
    /// </summary>
    private const int LayersAtOnce = 4;

    private readonly SemaphoreSlim _places = new(LayersAtOnce);
    private readonly SingleFlight<string> _installations = new();

    /// <param name="layer">Held by the caller.</param>
    /// <returns>Absolute path of the layer's files.</returns>
    public Task<string> InstallAsync(Identifier package, Descriptor layer, CancellationToken cancellationToken) =>
        InstallAsync(new LayerOrigin(package), layer, cancellationToken);

    /// <inheritdoc cref="InstallAsync(Identifier, Descriptor, CancellationToken)"/>
    public async Task<string> InstallAsync(LayerOrigin origin, Descriptor layer, CancellationToken cancellationToken)
    {
        var path = store.LayerPath(origin.Package.Registry, layer.Digest);
        var content = Path.Combine(path, "content");
        return IsInstalled(path)
            ? content
            : await _installations.RunAsync(content, token => InstallOnceAsync(origin, layer, path, content, token), cancellationToken);
    }

    private async Task<string> InstallOnceAsync(LayerOrigin origin, Descriptor layer, string path, string content, CancellationToken cancellationToken)
    {
        var package = origin.Package;
        await _places.WaitAsync(cancellationToken);
        try
        {
            var purpose = $"{(origin.File is null ? "downloading" : "unpacking")} a layer of {package.RepositoryName}";
            using var staging = await store.Staging.EnterLayerAsync(
                package.Registry, layer.Digest, purpose, holder => observer?.Waiting(holder), cancellationToken);
            if (!IsInstalled(path))
            {
                await FetchAsync(origin, layer, staging.Path, cancellationToken);
                staging.Publish(path);
            }

            return content;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Fetches a damaged layer again. What is there gives way when all of the new one is.</summary>
    /// <inheritdoc cref="InstallAsync(Identifier, Descriptor, CancellationToken)"/>
    public async Task ReplaceAsync(Identifier package, Descriptor layer, CancellationToken cancellationToken)
    {
        using var staging = await store.Staging.EnterLayerAsync(
            package.Registry, layer.Digest, $"repairing a layer of {package.RepositoryName}", holder => observer?.Waiting(holder), cancellationToken);
        await FetchAsync(new(package), layer, staging.Path, cancellationToken);
        using (await store.Leases.EnterAsync(holder => observer?.Waiting(holder), cancellationToken))
        {
            staging.Replace(store.LayerPath(package.Registry, layer.Digest));
        }
    }

    /// <param name="path">Absolute path of a layer.</param>
    public static bool IsInstalled(string path) => File.Exists(Path.Combine(path, "digest")) && Directory.Exists(Path.Combine(path, "content"));

    private static string InventoryOf(string content) => content + ".mtree";

    private async Task FetchAsync(LayerOrigin origin, Descriptor layer, string staging, CancellationToken cancellationToken)
    {
        var package = origin.Package;
        if (layer.Size == 0)
        {
            throw new OcxException(RegistryErrors.ManifestInvalid, $"The manifest of {package} has a layer of no bytes.");
        }

        var name = origin.File ?? package.ToString();
        var downloads = origin.File is null ? observer : null;
        await using var source = await OpenAsync(origin, layer, cancellationToken);
        downloads?.DownloadStarted(name, layer.Size);
        try
        {
            await using var verified = new VerifiedBlobStream(source, layer, name);
            await using var metered = new MeteredStream(verified, bytes =>
            {
                if (origin.File is null)
                {
                    statistics.CountBytes(bytes);
                }

                downloads?.DownloadProgressed(name, bytes);
            });
            var content = Path.Combine(staging, "content");
            FileFailure.Guard(content, "create", () => Directory.CreateDirectory(content));
            await ExtractAsync(package, metered, verified, layer, content, cancellationToken);
            if (signer is not null && !OperatingSystem.IsWindows())
            {
                SignedInventory.Renew(InventoryOf(content), content, await signer.SignAsync(content, $"a layer of {package}", cancellationToken));
            }

            var digest = Path.Combine(staging, "digest");
            FileFailure.Guard(digest, "write", () => File.WriteAllText(digest, layer.Digest.ToString()));
        }
        finally
        {
            downloads?.DownloadFinished(name);
        }
    }

    private async Task<Stream> OpenAsync(LayerOrigin origin, Descriptor layer, CancellationToken cancellationToken)
    {
        var package = origin.Package;
        if (origin.File is { } file)
        {
            Stream? opened = null;
            FileFailure.Guard(file, "read", () => opened = File.OpenRead(file));
            return opened!;
        }

        return await OfflineMiss.TellAsync(
                package, $"the layer {layer.Digest}", () => registries.Open(package.Registry).OpenBlobAsync(package.Repository, layer, cancellationToken))
            ?? throw PackageDocuments.Missing(package, $"the layer {layer.Digest}");
    }

    /// <summary>
    /// Damaged bytes usually break the archive before the digest is known. The digest is the truer story, so the rest is read and
    /// compared before the archive's complaint may stand.
    /// </summary>
    private static async Task ExtractAsync(
        Identifier package, Stream compressed, VerifiedBlobStream verified, Descriptor layer, string content, CancellationToken cancellationToken)
    {
        try
        {
            // Connection and hash on one thread, the decoder on another, files on a third. The end of this block is the end of reading ahead.
            await using var ahead = new ReadAheadStream(compressed, cancellationToken);
            await LayerExtractor.ExtractAsync(
                ahead,
                layer.MediaType,
                content,
                ExtractionLimits.ForCompressedSize(layer.Size),
                inventory: InventoryOf(content),
                cancellationToken: cancellationToken);
        }
        catch (OcxException complaint) when (ArchiveComplaints.Contains(complaint.Code))
        {
            if (complaint.Code != StoreErrors.ArchiveBomb)
            {
                await verified.CompleteAsync(cancellationToken);
            }

            throw new OcxException(
                complaint.Code, $"A layer of {package} is refused. {complaint.Message}", nextStep: complaint.NextStep ?? complaint.Code.Remedy, innerException: complaint);
        }

        await verified.CompleteAsync(cancellationToken);
    }
}
