namespace Ocx.Core.Archives;

/// <summary>
/// Follows the symbolic links of a complete <see cref="EntryTree"/> as a file system would, component by component and through other links.
/// A link may dangle, but it stays inside; it may not loop or pass through more than 40 links, which Linux would not follow either.
/// </summary>
/// <param name="isComplete">False where names may be missing: what lies beyond one that is not there is not known then, and not judged.</param>
internal sealed class LinkResolver(bool isComplete = true)
{
    private const int MaximumHops = 40;

    private readonly Dictionary<EntryNode, LinkPlace> _places = [];

    /// <exception cref="EntryRefusedException">The link leaves the tree or does not end.</exception>
    public LinkPlace Resolve(EntryNode link) => Resolve(link, depth: 0);

    private LinkPlace Resolve(EntryNode link, int depth)
    {
        if (_places.TryGetValue(link, out var known))
        {
            return known;
        }

        if (depth >= MaximumHops)
        {
            throw Endless(link);
        }

        var place = new LinkPlace(link.Parent!, Below: 0, Hops: 1);
        foreach (var component in link.Target!.Split('/'))
        {
            place = component switch
            {
                "" or "." => place,
                ".." => Climb(link, place),
                _ => Enter(place, component, depth),
            };
            if (place.Hops > MaximumHops)
            {
                throw Endless(link);
            }

            if (place.Below > 0 && !isComplete)
            {
                break;
            }
        }

        _places.Add(link, place);
        return place;
    }

    private static LinkPlace Climb(EntryNode link, LinkPlace place) =>
        place.Below > 0 ? place with { Below = place.Below - 1 }
        : place.Directory.Parent is { } parent ? place with { Directory = parent }
        : throw new EntryRefusedException(
            link.PathFromRoot(), $"its target {EntryText.Quote(link.Target!)} leads out of the layer", escapes: true);

    private LinkPlace Enter(LinkPlace place, string name, int depth)
    {
        if (place.Below > 0 || !place.Directory.TryGetChild(name, out var child))
        {
            return place with { Below = place.Below + 1 };
        }

        switch (child.Kind)
        {
            case EntryKind.Directory:
                return place with { Directory = child };
            case EntryKind.SymbolicLink:
                var next = Resolve(child, depth + 1);
                return next with { Hops = place.Hops + next.Hops };
            default:
                return place with { Below = 1 };
        }
    }

    private static EntryRefusedException Endless(EntryNode link) =>
        new(link.PathFromRoot(), "it is a symbolic link that loops or passes through more than 40 links");
}
