using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives;

/// <summary>
/// All names of one layer. Every entry is placed here before anything is written, so that a path never leads through a link
/// and no two names meet that the rules take for one.
/// </summary>
internal sealed class EntryTree(int maximumEntries, NameRules rules)
{
    private readonly List<EntryNode> _links = [];
    private int _count;

    /// <summary>Called for every new directory, a parent before its children; paths may imply directories.</summary>
    public Action<EntryNode>? DirectoryAdded { get; set; }

    public EntryNode Root { get; } = new("", null, EntryKind.Directory, rules);

    /// <summary>The symbolic links, in the order of their coming.</summary>
    public IReadOnlyList<EntryNode> Links => _links;

    /// <summary>A directory may be named again; anything else may not.</summary>
    /// <exception cref="EntryRefusedException"/>
    /// <exception cref="OcxException"><see cref="StoreErrors.ArchiveBomb"/>: too many entries.</exception>
    public void AddDirectory(string path) => Descend(path, EntryPath.Split(path, rules));

    /// <inheritdoc cref="AddDirectory"/>
    public EntryNode AddFile(string path) => AddLeaf(path, EntryKind.File);

    /// <summary>The target's text is checked here, where it leads by <see cref="LinkResolver"/> when the tree is complete.</summary>
    /// <inheritdoc cref="AddDirectory" path="/exception"/>
    public void AddLink(string path, string target)
    {
        EntryPath.CheckTarget(path, target, rules);
        _links.Add(AddLeaf(path, EntryKind.SymbolicLink, target));
    }

    /// <summary>The file that the hard link <paramref name="path"/> may name: an earlier one of exactly the target's path, reached without links.</summary>
    /// <inheritdoc cref="AddDirectory" path="/exception"/>
    public EntryNode FindLinked(string path, string target)
    {
        var node = Root;
        foreach (var name in EntryPath.SplitTarget(path, target, rules))
        {
            node = node.TryGetChild(name, out var child) && child.Name == name ? child : throw NotAFile(path, target);
        }

        return node.Kind == EntryKind.File ? node : throw NotAFile(path, target);
    }

    private EntryNode AddLeaf(string path, EntryKind kind, string? target = null)
    {
        var components = EntryPath.Split(path, rules);
        if (components.Count == 0)
        {
            throw new EntryRefusedException(path, "only a directory can be the root");
        }

        var name = components[^1];
        components.RemoveAt(components.Count - 1);
        var parent = Descend(path, components);
        if (parent.TryGetChild(name, out var existing))
        {
            throw Collision(path, name, existing);
        }

        return Add(parent, name, kind, target);
    }

    private EntryNode Descend(string path, List<string> components)
    {
        var node = Root;
        foreach (var name in components)
        {
            if (!node.TryGetChild(name, out var child))
            {
                child = Add(node, name, EntryKind.Directory);
                DirectoryAdded?.Invoke(child);
            }
            else if (child.Kind == EntryKind.SymbolicLink && child.Name == name)
            {
                throw new EntryRefusedException(path, $"its path leads through the symbolic link {EntryText.Quote(child.PathFromRoot())}", escapes: true);
            }
            else if (child.Kind != EntryKind.Directory || child.Name != name)
            {
                throw Collision(path, name, child);
            }

            node = child;
        }

        return node;
    }

    private EntryNode Add(EntryNode parent, string name, EntryKind kind, string? target = null) =>
        ++_count > maximumEntries ? throw ArchiveFailure.TooMany(maximumEntries) : parent.Add(name, kind, target);

    private static EntryRefusedException Collision(string path, string name, EntryNode existing) => new(
        path,
        existing.Name == name
            ? $"{EntryText.Quote(existing.PathFromRoot())} is there already"
            : $"some systems take it for {EntryText.Quote(existing.PathFromRoot())}, which is there already",
        isPortability: existing.Name != name);

    private static EntryRefusedException NotAFile(string path, string target) =>
        new(path, $"it is a hard link to {EntryText.Quote(target)}, which is not a file before it");
}
