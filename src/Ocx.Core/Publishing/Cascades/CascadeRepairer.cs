using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>
/// Writes rolling tags anew: each only if all that it will name exists, and if it still is what it was when it was looked at. One that cannot be
/// written holds up no other.
/// </summary>
internal sealed class CascadeRepairer(IRegistry registry, string repository)
{
    private const int ParallelReads = 64;
    private const int ParallelWrites = 8;

    /// <summary>What every registry takes; other algorithms are its choice.</summary>
    private const string CommonAlgorithm = "sha256";

    /// <returns>In the order of the repairs.</returns>
    public async Task<IReadOnlyList<RepairOutcome>> ApplyAsync(IReadOnlyList<AliasRepair> repairs, CancellationToken cancellationToken)
    {
        var children = await LookAtChildrenAsync(repairs.SelectMany(repair => repair.Children).Distinct(), cancellationToken);
        var outcomes = new RepairOutcome[repairs.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, repairs.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken },
            async (i, token) => outcomes[i] = await TryApplyAsync(repairs[i], children, token));
        return outcomes;
    }

    /// <summary>Those that cannot be had, and why; null for gone.</summary>
    private async Task<IReadOnlyDictionary<Digest, OcxException?>> LookAtChildrenAsync(IEnumerable<Digest> children, CancellationToken cancellationToken)
    {
        var absent = new ConcurrentDictionary<Digest, OcxException?>();
        await Parallel.ForEachAsync(
            children,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
            async (child, token) =>
            {
                try
                {
                    if (await registry.GetManifestAsync(repository, child.ToString(), token) is null)
                    {
                        absent[child] = null;
                    }
                }
                catch (OcxException failure)
                {
                    absent[child] = failure;
                }
            });
        return absent;
    }

    private async Task<RepairOutcome> TryApplyAsync(
        AliasRepair repair, IReadOnlyDictionary<Digest, OcxException?> absent, CancellationToken cancellationToken)
    {
        var index = repair.Index(child => absent.TryGetValue(child, out var failure) && failure is null);
        if (index.Manifests.Count == 0)
        {
            return new(repair.Tag, RepairResult.Refused) { Reason = RefusalReason.WouldEmptyIndex };
        }

        if (index.Manifests.FirstOrDefault(entry => absent.ContainsKey(entry.Digest)) is { } child)
        {
            return Refuse(repair.Tag, child.Digest, absent[child.Digest]);
        }

        try
        {
            var orphans = repair.Orphans.Count(orphan => index.Manifests.Any(entry => entry.Digest == orphan.Digest && Equals(entry.Platform, orphan.Platform)));
            return await ApplyAsync(repair, index.ToBytes(), cancellationToken) with { Orphans = orphans };
        }
        catch (OcxException failure)
        {
            return new(repair.Tag, RepairResult.Failed) { Failure = failure };
        }
    }

    private static RepairOutcome Refuse(string tag, Digest child, OcxException? failure) =>
        failure is null ? new(tag, RepairResult.Refused) { Reason = RefusalReason.ChildManifestMissing, Child = child }
        : failure.Code == RegistryErrors.UnexpectedAnswer && child.Algorithm != CommonAlgorithm ? new(tag, RepairResult.Refused) { Reason = RefusalReason.ChildDigestUnaddressable, Child = child }
        : new(tag, RepairResult.Failed) { Failure = failure };

    private async Task<RepairOutcome> ApplyAsync(AliasRepair repair, byte[] content, CancellationToken cancellationToken)
    {
        var before = repair.Current.Document?.Digest;
        var mediaType = repair.Current.State == AliasState.Present ? repair.Current.Document!.MediaType : MediaTypes.ImageIndex;
        var current = await FindAsync(repair.Tag, cancellationToken);
        if (current?.Digest != before)
        {
            return new(repair.Tag, RepairResult.Raced);
        }

        if (await registry.TryMoveTagAsync(repository, repair.Tag, current, mediaType, content, cancellationToken) == TagMove.Refused)
        {
            return new(repair.Tag, RepairResult.Raced);
        }

        var written = Digest.Sha256(content);
        var after = await FindAsync(repair.Tag, cancellationToken);
        return new(repair.Tag, RepairResult.Written) { Digest = written, Verified = after?.Digest == written };
    }

    private Task<RegistryDocument?> FindAsync(string tag, CancellationToken cancellationToken) =>
        registry.FindManifestAsync(repository, tag, cancellationToken);
}
