namespace Ocx.Core.Collection;

/// <summary>Why each object is kept: every direct reason, not only one.</summary>
internal static class Explanation
{
    public static IReadOnlyDictionary<StoreObject, IReadOnlyList<KeptBy>> Of(StoreSurvey survey)
    {
        var reasons = survey.Kept.ToDictionary(found => found, _ => new List<KeptBy>());
        foreach (var root in survey.Roots)
        {
            Add(root.Object, root.KeptBy);
        }

        foreach (var found in survey.Kept)
        {
            foreach (var needed in survey.Objects.NeededBy(found))
            {
                Add(needed, new(KeptReason.Package, found.Path));
            }

            if (found.Kind == ObjectKind.Blob)
            {
                foreach (var manifest in survey.Indexes.ListedBy(found).Where(survey.Kept.Contains))
                {
                    Add(found, new(KeptReason.Manifest, manifest.Path));
                }
            }
        }

        foreach (var (found, because) in reasons.Where(pair => pair.Value.Count == 0))
        {
            because.AddRange((survey.Unreadable is [] ? [found.Path] : survey.Unreadable).Select(path => new KeptBy(KeptReason.Unreadable, path)));
        }

        return reasons.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<KeptBy>)[.. pair.Value.Distinct()]);

        void Add(StoreObject found, KeptBy keptBy)
        {
            if (reasons.TryGetValue(found, out var because))
            {
                because.Add(keptBy);
            }
        }
    }
}
