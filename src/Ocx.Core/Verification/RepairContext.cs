using Ocx.Core.Collection;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>What the rest of the store knows about objects that are damaged.</summary>
internal sealed class RepairContext(OcxStore store, StoreObjects objects, IReadOnlyList<string> links)
{
    private readonly Lazy<PackageOrigins> _origins = new(() => new(store, objects.Packages.Select(package => package.Path), links));
    private readonly Lazy<ILookup<string, string>> _users = new(() => objects.Packages
        .SelectMany(package => Needs(package.Path).Distinct(StringComparer.Ordinal), (package, need) => (Need: need, Package: package.Path))
        .ToLookup(use => use.Need, use => use.Package, StringComparer.Ordinal));

    public OcxStore Store => store;

    /// <summary>All install links.</summary>
    public IReadOnlyList<string> Links => links;

    /// <summary>The packages that need a layer, document or package.</summary>
    public IEnumerable<string> UsersOf(string path) => _users.Value[path];

    /// <summary>The name that a registry knows a package by, with digest; null if nothing says it.</summary>
    public Identifier? OriginOf(string package) => _origins.Value.Find(package);

    /// <summary>Names the packages that a finding is about.</summary>
    public Finding Identify(Finding finding)
    {
        var names = finding.Kind switch
        {
            FindingKind.Package => [OriginOf(finding.Path)?.ToString()],
            FindingKind.Link => [NameOf(finding.Path)],
            _ => UsersOf(finding.Path).Select(package => OriginOf(package)?.ToString()),
        };
        var known = names.OfType<string>().Order(StringComparer.Ordinal).ToList();
        return known.Count > 0 ? finding with { Identifier = string.Join(", ", known) } : finding;
    }

    private string? NameOf(string link) => store.Links.NameOf(link) is { } name
        ? $"{name.RegistrySlug}/{name.Repository}{(name.Tag is null ? "" : ":" + name.Tag)}"
        : null;

    private static IEnumerable<string> Needs(string root)
    {
        var package = InspectedPackage.Read(root, new FindingList());
        var references = new List<string>();
        var unreadable = new FindingList();
        foreach (var kind in (IEnumerable<ReferenceKind>)[ReferenceKind.Deps, ReferenceKind.Layers, ReferenceKind.Blobs])
        {
            unreadable.Try(FindingKind.Package, root, "refs", () => references.AddRange(References.ReadForward(package.Directory, kind)));
        }

        Digest?[] documents = [package.Digest, package.Manifest?.Config.Digest];
        return
        [
            .. references,
            .. (package.Manifest?.Layers ?? []).Select(layer => ObjectPlace.Sibling(root, "layers", layer.Digest)),
            .. documents.OfType<Digest>().Select(document => ObjectPlace.Sibling(root, "blobs", document)),
            .. (package.Closure?.Entries ?? []).Select(entry => DocumentCheck.PathOf(package, entry.Identifier)),
        ];
    }
}
