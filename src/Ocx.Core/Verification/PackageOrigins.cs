using Ocx.Core.Collection;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Projects;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>
/// Under which names registries know the packages of a store: each package says where it came from, the closures of others name it, so do
/// the locks of projects and the install links. Whatever is fetched by them is checked against its digest.
/// </summary>
internal sealed class PackageOrigins
{
    private readonly OcxStore _store;
    private readonly Dictionary<string, Identifier> _known = new(StringComparer.Ordinal);

    public PackageOrigins(OcxStore store, IEnumerable<string> packages, IEnumerable<string> links)
    {
        _store = store;
        var read = packages.ToDictionary(path => path, path => InspectedPackage.Read(path, new FindingList()), StringComparer.Ordinal);
        foreach (var package in read.Values)
        {
            Add(package.Source);
        }

        foreach (var entry in read.Values.SelectMany(package => package.Closure?.Entries ?? []))
        {
            Add(entry.Identifier);
        }

        foreach (var project in Projects())
        {
            AddLocked(project);
        }

        foreach (var link in links)
        {
            AddLinked(link, read);
        }
    }

    /// <summary>With digest; null if nothing names the package.</summary>
    public Identifier? Find(string package) => _known.GetValueOrDefault(package);

    private void Add(Identifier? pinned)
    {
        if (pinned is { Digest: { } digest })
        {
            _known.TryAdd(_store.PackagePath(pinned.Registry, digest), pinned with { Tag = null });
        }
    }

    private IEnumerable<string> Projects()
    {
        IReadOnlyList<string> entries = [];
        new FailureLog().Try(_store.Projects.Directory, "read", () => entries = _store.Projects.Entries());
        return [_store.Home, .. entries.Select(entry => LedgerEntry.Probe(entry).Project).OfType<string>()];
    }

    private void AddLocked(string project)
    {
        try
        {
            foreach (var tool in ProjectFiles.Of(Path.Combine(project, ProjectFile.FileName)).ReadLock().Tools)
            {
                foreach (var platform in tool.Platforms)
                {
                    Add(tool.Repository with { Digest = platform.Digest });
                }
            }
        }
        catch (OcxException)
        {
            // A lock that cannot be read names nothing.
        }
    }

    /// <summary>The digest stands in the package, or is what the link's tag means.</summary>
    private void AddLinked(string link, Dictionary<string, InspectedPackage> packages)
    {
        if (InstallLinks.PackageOf(link) is not { } target || _store.Links.NameOf(link) is not { } name)
        {
            return;
        }

        foreach (var registry in RegistriesOf(name.RegistrySlug))
        {
            if (!Identifier.TryParse($"{registry}/{name.Repository}", null, out var repository, out _))
            {
                continue;
            }

            Add(packages.GetValueOrDefault(target)?.Digest is { } digest ? repository with { Digest = digest } : Manifest(repository, name.Tag, target));
        }
    }

    /// <summary>The manifest that the index of a tag lists and that the package's path fits; the store has the index.</summary>
    private Identifier? Manifest(Identifier repository, string? tag, string package)
    {
        try
        {
            var tags = new TagStore(_store.TagsDirectory);
            foreach (var known in tag is null ? tags.KnownTags(repository) : [tag])
            {
                if (tags.Find(repository with { Tag = known }) is { } top && Fitting(repository, top, package) is { } digest)
                {
                    return repository with { Digest = digest };
                }
            }
        }
        catch (OcxException)
        {
            // A list of tags, or an index, that cannot be read names nothing.
        }

        return null;
    }

    private Digest? Fitting(Identifier repository, Digest top, string package)
    {
        if (_store.PackagePath(repository.Registry, top) == package)
        {
            return top;
        }

        var blob = Path.GetDirectoryName(_store.Blobs.PathOf(repository.Registry, top))!;
        return BlobCheck.TryRead(blob) is { } content && DocumentKind.Of(content, blob) == MediaTypes.ImageIndex
            ? ImageIndex.Parse(content, blob).Manifests
                .Select(entry => (Digest?)entry.Digest)
                .FirstOrDefault(digest => _store.PackagePath(repository.Registry, digest!.Value) == package)
            : null;
    }

    /// <summary>The directory of a registry has an underscore for the colon before a port.</summary>
    private static IEnumerable<string> RegistriesOf(string slug)
    {
        yield return slug;
        if (slug.LastIndexOf('_') is > 0 and var colon)
        {
            yield return $"{slug[..colon]}:{slug[(colon + 1)..]}";
        }
    }
}
