using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Copying;

/// <summary>Brings blobs of one repository into another, verified on the way and never whole in memory.</summary>
/// <param name="dryRun">Write nothing, only find out what would be sent.</param>
internal sealed class BlobCopier(RepositoryPlace source, RepositoryPlace target, IEngineObserver? observer = null, bool dryRun = false)
{
    private const int ParallelBlobs = 4;
    private const int MaximumBlobs = 512;

    private readonly HashSet<Digest> _met = [];
    private readonly int[] _pushes = new int[Enum.GetValues<BlobPush>().Length];

    /// <summary>What was copied so far, each blob once.</summary>
    public BlobCounts Counts => new(_pushes[(int)BlobPush.Present], _pushes[(int)BlobPush.Mounted], _pushes[(int)BlobPush.Uploaded]);

    /// <summary>A registry can take a blob from its own repositories only.</summary>
    private string? MountFrom => source.Name.Registry == target.Name.Registry && source.Repository != target.Repository ? source.Repository : null;

    /// <summary>Not to be called again before it has ended.</summary>
    /// <param name="blobs">Of one manifest.</param>
    /// <exception cref="OcxException">OCX2002, OCX2028, and what the registries end with.</exception>
    public async Task CopyAllAsync(IReadOnlyList<Descriptor> blobs, CancellationToken cancellationToken)
    {
        Check(blobs);
        await Parallel.ForEachAsync(
            blobs.Where(blob => _met.Add(blob.Digest)).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelBlobs, CancellationToken = cancellationToken },
            async (blob, token) => Interlocked.Increment(ref _pushes[(int)(dryRun ? await PlanAsync(blob, token) : await CopyAsync(blob, token))]));
    }

    private void Check(IReadOnlyList<Descriptor> blobs)
    {
        if (blobs.Count > MaximumBlobs)
        {
            throw new OcxException(
                RegistryErrors.CopyLimit,
                $"A manifest of {source.Name.RepositoryName} names {blobs.Count} blobs; at most {MaximumBlobs} are copied.",
                nextStep: RegistryErrors.CopyLimit.Remedy);
        }

        if (blobs.FirstOrDefault(blob => blob.Size > BlobLimit.MaximumSize) is { } large)
        {
            throw new OcxException(
                RegistryErrors.CopyLimit,
                $"{source.Name.RepositoryName}@{large.Digest} has {large.Size} bytes; at most {BlobLimit.MaximumSize} (8 GiB) are copied.",
                nextStep: RegistryErrors.CopyLimit.Remedy);
        }
    }

    private async Task<BlobPush> PlanAsync(Descriptor blob, CancellationToken cancellationToken) =>
        await target.Registry.FindBlobSizeAsync(target.Repository, blob.Digest, cancellationToken) is not null ? BlobPush.Present
        : MountFrom is not null ? BlobPush.Mounted
        : BlobPush.Uploaded;

    private async Task<BlobPush> CopyAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var label = blob.Digest.Short;
        var opened = 0;
        var push = await target.Registry.PushBlobAsync(target.Repository, blob, Open, cancellationToken, MountFrom);
        if (opened > 0)
        {
            observer?.UploadFinished(label);
        }

        return push;

        Stream Open()
        {
            // Bytes that are sent once more are no progress.
            var isFirst = opened++ == 0;
            if (isFirst)
            {
                observer?.UploadStarted(label, blob.Size);
            }

            return new SourceBlobStream(token => OpenAsync(blob, token), isFirst ? read => observer?.UploadProgressed(label, read) : null);
        }
    }

    private async Task<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) =>
        await source.Registry.OpenBlobAsync(source.Repository, blob, cancellationToken)
        ?? throw new OcxException(
            RegistryErrors.NotFound,
            $"{source.Name.RepositoryName} does not have the blob {blob.Digest} that one of its manifests names.",
            nextStep: "Tell its publisher to push it again.");
}
