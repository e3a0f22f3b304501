using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ocx.Core.Archives;

/// <summary>A name in an <see cref="EntryTree"/>: a directory, a file, or a symbolic link with its target.</summary>
internal sealed class EntryNode(string name, EntryNode? parent, EntryKind kind, NameRules rules, string? target = null)
{
    private Dictionary<string, EntryNode>? _children;

    public string Name { get; } = name;

    /// <summary>Null for the root.</summary>
    public EntryNode? Parent { get; } = parent;

    public EntryKind Kind { get; } = kind;

    /// <summary>Of a symbolic link only.</summary>
    public string? Target { get; } = target;

    /// <summary>Of a file only, once it is written.</summary>
    public FileRecord? File { get; set; }

    /// <summary>The child that the rules take for this name.</summary>
    public bool TryGetChild(string name, [NotNullWhen(true)] out EntryNode? child)
    {
        child = null;
        return _children is not null && _children.TryGetValue(name, out child);
    }

    public EntryNode Add(string name, EntryKind kind, string? target = null)
    {
        var child = new EntryNode(name, this, kind, rules, target);
        (_children ??= new Dictionary<string, EntryNode>(rules.Equality)).Add(name, child);
        return child;
    }

    /// <summary>From the root, which is empty itself, with the given separator.</summary>
    public string PathFromRoot(char separator = '/')
    {
        if (Parent is null or { Parent: null })
        {
            return Name;
        }

        var names = new Stack<string>();
        for (var node = this; node is { Parent: not null }; node = node.Parent)
        {
            names.Push(node.Name);
        }

        return new StringBuilder().AppendJoin(separator, names).ToString();
    }
}
