using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>What a collection would do.</summary>
internal sealed class CollectionPreview(OcxStore store, StoreSurvey survey, FailureLog failures)
{
    public IReadOnlyList<CollectedEntry> Entries(CollectionRequest request)
    {
        var freed = new FreedBytes(failures);
        var doomed = survey.Doomed.Select(found => Entry(found) with { Bytes = freed.Count(found.Path) }).ToList();
        var kept = Kept(request.Why);
        var leftovers = new Leftovers(store, failures).Find()
            .Select(path => new CollectedEntry(CollectedKind.Temp, path) { Bytes = freed.Count(path) });
        return [.. doomed.Concat(kept).OrderBy(entry => entry.Path, StringComparer.Ordinal), .. leftovers];
    }

    private static CollectedEntry Entry(StoreObject found) => new(CollectedKind.Object, found.Path)
    {
        Identifier = found.Kind == ObjectKind.Package ? new PackageDirectory(found.Path).ReadSource() : null,
    };

    /// <summary>What only projects keep; with reasons, everything that is kept.</summary>
    private IEnumerable<CollectedEntry> Kept(bool why)
    {
        var projects = survey.Roots.Where(root => root.KeptBy.Reason == KeptReason.Project).ToList();
        var without = survey.Reachability.From([.. survey.Roots.Except(projects).Select(root => root.Object), .. survey.Objects.Unreadable]);
        var heldBy = new Dictionary<StoreObject, List<string>>();
        foreach (var project in projects.GroupBy(root => root.KeptBy.By).OrderBy(project => project.Key, StringComparer.Ordinal))
        {
            foreach (var held in survey.Reachability.From(project.Select(root => root.Object)).Where(found => !without.Contains(found)))
            {
                (heldBy.TryGetValue(held, out var holders) ? holders : heldBy[held] = []).Add(project.Key);
            }
        }

        var reasons = why ? Explanation.Of(survey) : null;
        return (why ? survey.Kept : (IEnumerable<StoreObject>)heldBy.Keys).Select(found => Entry(found) with
        {
            HeldBy = heldBy.GetValueOrDefault(found) ?? [],
            KeptBy = reasons?[found] ?? [],
        });
    }
}
