using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Copying;

/// <summary>The tags of the target: the version's, the rolling ones above it, and those of digests.</summary>
/// <param name="given">For the index of each tag that is written.</param>
internal sealed class TargetTags(
    RepositoryPlace target, IReadOnlyDictionary<string, string> given, TimeProvider time, IEngineObserver? observer)
{
    private readonly TagIndex _index = new(target.Registry, target.Name, time);

    /// <summary>Which rolling tags each platform takes along, as the target is now.</summary>
    /// <param name="version">Null: no rolling tag moves.</param>
    public async Task<IReadOnlyList<CascadePlan>> PlanAsync(
        PackageVersion? version, IReadOnlyList<Descriptor> entries, CancellationToken cancellationToken)
    {
        var plans = new List<CascadePlan>(entries.Count);
        var planner = new CascadePlanner(target.Registry, target.Repository);
        foreach (var entry in entries)
        {
            plans.Add(version is null ? new([], null) : await planner.PlanAsync(version, entry.Platform!, isNew: false, cancellationToken));
        }

        return plans;
    }

    /// <param name="plans">Of each entry.</param>
    /// <param name="inherited">Annotations for tags that are new, unless others are given.</param>
    public async Task PutAsync(
        IReadOnlyList<Descriptor> entries, IReadOnlyList<CascadePlan> plans, IReadOnlyDictionary<string, string> inherited, CancellationToken cancellationToken)
    {
        var moves = entries.Select(entry => (Tag: target.Name.Tag!, Entry: entry))
            .Concat(entries.Zip(plans).SelectMany(planned => planned.Second.Tags.Select(tag => (Tag: tag, Entry: planned.First))));
        foreach (var tag in moves.GroupBy(move => move.Tag, move => move.Entry))
        {
            var annotations = await AnnotationsAsync(tag.Key, inherited, cancellationToken);
            foreach (var entry in tag)
            {
                await _index.PutAsync(tag.Key, entry, annotations, cancellationToken);
            }
        }
    }

    /// <returns>Those that were not there.</returns>
    public async Task<IReadOnlyList<string>> PutCanonicalAsync(IReadOnlyList<RegistryDocument> manifests, bool dryRun, CancellationToken cancellationToken)
    {
        var written = new List<string>();
        foreach (var manifest in manifests.DistinctBy(manifest => manifest.Digest))
        {
            var tag = new CanonicalTag(target.Registry, target.Name, manifest.Digest, observer);
            if (!await tag.ExistsAsync(cancellationToken) && (dryRun || await tag.TryPutAsync(manifest.MediaType, manifest.Content, cancellationToken)))
            {
                written.Add(tag.Name);
            }
        }

        return written;
    }

    /// <summary>To be called when all tags are written: makes sure that the entries have stayed.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _index.SettleAsync(cancellationToken);

    private async Task<IReadOnlyDictionary<string, string>> AnnotationsAsync(
        string tag, IReadOnlyDictionary<string, string> inherited, CancellationToken cancellationToken)
    {
        if (inherited.Count == 0 || await RepositoryPlace.FindAsync(() => target.Registry.FindDigestAsync(target.Repository, tag, cancellationToken)) is not null)
        {
            return given;
        }

        return inherited.Where(entry => !given.ContainsKey(entry.Key)).Concat(given).ToDictionary();
    }
}
