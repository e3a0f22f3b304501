namespace Ocx.Core.Collection;

/// <summary>What there is, what is needed, and what is not.</summary>
internal sealed class StoreSurvey
{
    public StoreSurvey(StoreObjects objects, CollectionRoots roots)
    {
        Objects = objects;
        Roots = roots.All;
        Indexes = new(objects);
        Reachability = new(objects, Indexes);
        Kept = Reachability.From([.. Roots.Select(root => root.Object), .. objects.Unreadable]);

        // Looking for the order reads more of them; what cannot be read stays.
        var doomed = DeletionOrder.Of(objects.All.Where(found => !Kept.Contains(found)), objects);
        Unreadable = [.. roots.Unreadable, .. objects.UnknownNeeds];
        Doomed = Unreadable.Count > 0 ? [] : [.. doomed.Where(found => !objects.Unreadable.Contains(found))];
        Kept.UnionWith(objects.All.Except(Doomed));
    }

    public StoreObjects Objects { get; }

    public IReadOnlyList<Root> Roots { get; }

    /// <summary>Paths that keep everything, because they cannot be read.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    public IndexBlobs Indexes { get; }

    public Reachability Reachability { get; }

    public HashSet<StoreObject> Kept { get; }

    /// <summary>In the order in which it may go.</summary>
    public IReadOnlyList<StoreObject> Doomed { get; }
}
