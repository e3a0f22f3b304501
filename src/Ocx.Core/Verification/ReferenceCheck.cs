using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Whether what a package needs is there, and its references lead to it: what they leave out is collected.</summary>
internal static class ReferenceCheck
{
    public static void Check(InspectedPackage package, FindingList found)
    {
        var root = package.Directory.Root;
        var expected = Expected(package).DistinctBy(reference => (reference.Kind, reference.Name)).ToList();
        foreach (var (kind, name, target) in expected)
        {
            var link = Path.Combine(package.Directory.References(kind), name);
            if (SymbolicLink.Target(link) is not { } says)
            {
                Report(kind, name, "it is missing");
            }
            else if (!ObjectPlace.Same(Path.GetFullPath(says, Path.GetDirectoryName(link)!), target))
            {
                Report(kind, name, $"it leads to '{says}' and not to '{target}'");
            }

            RequireTarget(kind, target);
        }

        // The documents that it was resolved through are known by their references only.
        var known = expected.Where(reference => reference.Kind == ReferenceKind.Blobs).Select(reference => reference.Name).ToHashSet(StringComparer.Ordinal);
        found.Try(FindingKind.Package, root, "refs/blobs", () =>
        {
            foreach (var (link, target) in References.ReadLinks(package.Directory, ReferenceKind.Blobs).Where(link => !known.Contains(Path.GetFileName(link.Link))))
            {
                if (IsBlobOfRegistry(root, target))
                {
                    RequireTarget(ReferenceKind.Blobs, target);
                }
                else
                {
                    Report(ReferenceKind.Blobs, Path.GetFileName(link), $"it leads to '{target}', which is no document of this store");
                }
            }
        });
        foreach (var entry in package.Closure?.Entries ?? [])
        {
            RequirePackage(DocumentCheck.PathOf(package, entry.Identifier));
        }

        void Report(ReferenceKind kind, string name, string problem) =>
            found.Add(FindingKind.Package, root, $"refs/{kind.ToString().ToLowerInvariant()}/{name}: {problem}");

        void RequireTarget(ReferenceKind kind, string target)
        {
            var path = Path.GetDirectoryName(target)!;
            if (kind == ReferenceKind.Deps)
            {
                RequirePackage(path);
            }
            else if (kind == ReferenceKind.Layers && !TreeEntry.IsDirectory(path))
            {
                found.Add(FindingKind.Layer, path, "it is missing");
            }
            else if (kind == ReferenceKind.Blobs && TreeEntry.Of(target) is null or { Kind: FileKind.File, Length: 0 })
            {
                found.Add(FindingKind.Blob, path, "it is missing");
            }
        }

        void RequirePackage(string path)
        {
            if (!TreeEntry.IsDirectory(path))
            {
                found.Add(FindingKind.Package, path, "it is missing");
            }
        }
    }

    private static IEnumerable<(ReferenceKind Kind, string Name, string Target)> Expected(InspectedPackage package)
    {
        var root = package.Directory.Root;
        foreach (var layer in package.Manifest?.Layers ?? [])
        {
            yield return (ReferenceKind.Layers, ContentShard.ReferenceName(layer.Digest), Path.Combine(ObjectPlace.Sibling(root, "layers", layer.Digest), "content"));
        }

        // Others may keep fewer documents.
        Digest?[] documents = package.Source is null ? [] : [package.Digest, package.Manifest?.Config.Digest];
        foreach (var document in documents.OfType<Digest>())
        {
            yield return (ReferenceKind.Blobs, ContentShard.ReferenceName(document), BlobCheck.DataOf(ObjectPlace.Sibling(root, "blobs", document)));
        }

        foreach (var dependency in (package.Metadata?.Dependencies ?? []).Select(dependency => dependency.Identifier).Where(pinned => pinned.Digest is not null))
        {
            yield return (
                ReferenceKind.Deps,
                ContentShard.ReferenceName(dependency.Digest!.Value),
                new PackageDirectory(DocumentCheck.PathOf(package, dependency)).Content);
        }
    }

    private static bool IsBlobOfRegistry(string package, string target)
    {
        var blobs = Path.Combine(Path.GetFullPath("../..", ObjectPlace.RegistryDirectory(package)), "blobs", ObjectPlace.RegistrySlug(package));
        return Path.GetFileName(target) == "data"
            && Path.IsPathFullyQualified(target)
            && ObjectPlace.Same(ObjectPlace.RegistryDirectory(Path.GetDirectoryName(target)!), blobs);
    }
}
