namespace Ocx.Core.Collection;

/// <summary>What is needed, directly or not.</summary>
internal sealed class Reachability(StoreObjects objects, IndexBlobs indexes)
{
    public HashSet<StoreObject> From(IEnumerable<StoreObject> roots)
    {
        var reached = new HashSet<StoreObject>();
        Follow(roots, reached);
        while (IndexesOf(reached) is { Count: > 0 } more)
        {
            Follow(more, reached);
        }

        return reached;
    }

    private void Follow(IEnumerable<StoreObject> roots, HashSet<StoreObject> reached)
    {
        var open = new Queue<StoreObject>(roots);
        while (open.TryDequeue(out var next))
        {
            if (reached.Add(next))
            {
                foreach (var needed in objects.NeededBy(next))
                {
                    open.Enqueue(needed);
                }
            }
        }
    }

    /// <summary>The indexes that list something reached, and are not reached themselves.</summary>
    private List<StoreObject> IndexesOf(HashSet<StoreObject> reached) =>
        [.. objects.All.Where(found => found.Kind == ObjectKind.Blob && !reached.Contains(found) && indexes.ListedBy(found).Any(reached.Contains))];
}
