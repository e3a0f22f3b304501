using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>
/// The names that the layers of a package make together. It finds what everybody who installs the package would stumble over: a path that two layers
/// make, unless it is a directory of both, and a link that leaves the package from the place that it has there.
/// </summary>
/// <param name="strip">Of layers that do not say it themselves.</param>
/// <param name="names">Of the systems that the package is for.</param>
internal sealed class LayerTree(byte strip, NameRules names)
{
    private readonly EntryNode _root = new("", null, EntryKind.Directory, names);
    private readonly Dictionary<EntryNode, LayerFile> _layers = [];
    private readonly List<EntryNode> _links = [];

    /// <exception cref="OcxException">OCX3006.</exception>
    public void Add(LayerSpec spec, LayerFile layer)
    {
        var top = Descend(_root, spec.Prefix?.Split('/') ?? [], layer);
        foreach (var entry in layer.Names ?? [])
        {
            var components = entry.Path.Split('/').AsSpan();
            var stripped = spec.Strip ?? strip;
            if (components.Length > stripped)
            {
                Place(Descend(top, components[stripped..^1], layer), components[^1], entry.Kind, entry.Target, layer);
            }
        }
    }

    /// <summary>To be called when all layers are there.</summary>
    /// <param name="isComplete">Whether nobody has more layers than these; a link is judged only as far as they tell where it leads.</param>
    /// <exception cref="OcxException">OCX3004, OCX3011.</exception>
    public void CheckLinks(bool isComplete)
    {
        var resolver = new LinkResolver(isComplete);
        try
        {
            foreach (var link in _links)
            {
                resolver.Resolve(link);
            }
        }
        catch (EntryRefusedException refusal)
        {
            var link = _links.Find(link => link.PathFromRoot() == refusal.Path)!;
            throw new OcxException(
                refusal.Escapes ? StoreErrors.ArchiveEscapes : StoreErrors.ArchiveEntryUnsupported,
                $"The link {EntryText.Quote(refusal.Path)}, which comes from {_layers[link].Path}, "
                + (refusal.Escapes ? $"leads out of the package: its target is {EntryText.Quote(link.Target!)}." : $"cannot be followed in the package: {refusal.Message}."),
                nextStep: "Correct the link, or where its layer goes: LAYER:strip=N,prefix=DIRECTORY.",
                innerException: refusal);
        }
    }

    private EntryNode Descend(EntryNode from, ReadOnlySpan<string> directories, LayerFile layer)
    {
        foreach (var directory in directories)
        {
            from = Place(from, directory, EntryKind.Directory, null, layer);
        }

        return from;
    }

    private EntryNode Place(EntryNode parent, string name, EntryKind kind, string? target, LayerFile layer)
    {
        if (parent.TryGetChild(name, out var existing))
        {
            return kind == EntryKind.Directory && existing.Kind == kind && existing.Name == name ? existing : throw Overlap(parent, name, existing, layer);
        }

        var node = parent.Add(name, kind, target);
        _layers.Add(node, layer);
        if (kind == EntryKind.SymbolicLink)
        {
            _links.Add(node);
        }

        return node;
    }

    private OcxException Overlap(EntryNode parent, string name, EntryNode existing, LayerFile layer)
    {
        var path = EntryText.Quote($"{parent.PathFromRoot()}/{name}".TrimStart('/'));
        var held = existing.Name == name ? path : $"{path}, which some systems take for {EntryText.Quote(existing.PathFromRoot())}";
        return new(
            StoreErrors.LayersOverlap,
            ReferenceEquals(_layers[existing], layer)
                ? $"Without its first components, {layer.Path} holds {held} twice."
                : $"Two layers hold {held}: {_layers[existing].Path} and {layer.Path}.",
            nextStep: "Leave it out of one of them, or put one below a directory of its own: LAYER:prefix=DIRECTORY.");
    }
}
