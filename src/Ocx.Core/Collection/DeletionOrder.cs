namespace Ocx.Core.Collection;

/// <summary>
/// The order in which objects are taken from the store: nothing before what needs it, else by path. Whoever is killed in between leaves no
/// package without what it needs.
/// </summary>
internal static class DeletionOrder
{
    public static IReadOnlyList<StoreObject> Of(IEnumerable<StoreObject> doomed, StoreObjects objects)
    {
        var sorted = doomed.OrderBy(found => found.Kind).ThenBy(found => found.Path, StringComparer.Ordinal).ToList();
        var dependents = new Dictionary<StoreObject, int>();
        sorted.ForEach(found => dependents[found] = 0);
        foreach (var needed in sorted.SelectMany(objects.NeededBy).Where(dependents.ContainsKey))
        {
            dependents[needed]++;
        }

        var ordered = new List<StoreObject>(sorted.Count);
        var ready = new Queue<StoreObject>(sorted.Where(found => dependents[found] == 0));
        while (ready.TryDequeue(out var next))
        {
            ordered.Add(next);
            foreach (var needed in objects.NeededBy(next).Where(dependents.ContainsKey))
            {
                if (--dependents[needed] == 0)
                {
                    ready.Enqueue(needed);
                }
            }
        }

        // Packages that need each other do not exist, unless somebody made them up.
        ordered.AddRange(sorted.Where(found => dependents[found] > 0));
        return ordered;
    }
}
