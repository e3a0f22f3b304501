using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Compares the JSON files of a package with the documents they were made from, and with one another.</summary>
internal static class DocumentCheck
{
    public static void Check(InspectedPackage package, FindingList found)
    {
        var root = package.Directory.Root;
        if (TreeEntry.Of(package.Directory.InstallFile) is not { Kind: FileKind.File } || !InstallRecord.SaysOk(package.Directory.InstallFile))
        {
            found.Add(FindingKind.Package, root, "install.json: it is missing, damaged, or says that the package is not complete");
        }

        if (package is { Manifest: { } manifest, Digest: { } digest })
        {
            Compare("manifest.json", digest, manifest.ToBytes(), blob => ImageManifest.Parse(blob, "").ToBytes());
        }

        if (package is { Metadata: { } metadata, Manifest.Config.Digest: var config })
        {
            Compare("metadata.json", config, MetadataWriter.ToConfig(metadata), blob => MetadataWriter.ToConfig(MetadataReader.Parse(blob, "")));
        }

        CompareClosure(package, found);

        // The file may be written in another way than the document; what it says is the same.
        void Compare(string file, Digest document, byte[] says, Func<byte[], byte[]> canonical)
        {
            if (BlobCheck.TryRead(ObjectPlace.Sibling(root, "blobs", document)) is { } blob)
            {
                found.Try(FindingKind.Package, root, file, () =>
                {
                    if (!says.AsSpan().SequenceEqual(canonical(blob)))
                    {
                        throw new InvalidDataException("it is not what was installed");
                    }
                });
            }
        }
    }

    /// <summary>The closure is that of the dependencies, which have theirs.</summary>
    private static void CompareClosure(InspectedPackage package, FindingList found)
    {
        if (package is not { Metadata: { } metadata, Closure: { } closure })
        {
            return;
        }

        var expected = new HashSet<Digest>();
        foreach (var digest in metadata.Dependencies.Select(dependency => dependency.Identifier).Where(identifier => identifier.Digest is not null))
        {
            expected.Add(digest.Digest!.Value);
            var dependency = InspectedPackage.Read(PathOf(package, digest), new FindingList());
            if (dependency.Closure is not { } theirs)
            {
                // It is missing or damaged itself, and reported for that.
                return;
            }

            expected.UnionWith(theirs.Entries.Select(entry => entry.Identifier.Digest!.Value));
        }

        if (!expected.SetEquals(closure.Entries.Select(entry => entry.Identifier.Digest!.Value)))
        {
            found.Add(FindingKind.Package, package.Directory.Root, "resolve.json: it does not list what metadata.json needs");
        }
    }

    /// <summary>Where a package is in the store of another.</summary>
    public static string PathOf(InspectedPackage package, Identifier pinned) =>
        ContentShard.PathOf(Path.GetFullPath("..", ObjectPlace.RegistryDirectory(package.Directory.Root)), pinned.Registry, pinned.Digest!.Value);
}
