using System.Text;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>The documents of a package in the store, as far as they can be read.</summary>
/// <param name="Source">Where it was installed from; null in packages of other implementations.</param>
internal sealed record InspectedPackage(
    PackageDirectory Directory, Digest? Digest, Identifier? Source, ImageManifest? Manifest, Metadata? Metadata, Closure? Closure)
{
    private const int MaximumSourceSize = 4096;
    private const int MaximumClosureSize = 16 * 1024 * 1024;

    /// <summary>Whether all of it was found.</summary>
    public bool IsComplete => this is { Digest: not null, Manifest: not null, Metadata: not null, Closure: not null };

    /// <summary>To be named in messages and reports; of a package with no source, the most that its path says.</summary>
    public Identifier Identifier => Source ?? new(ObjectPlace.RegistrySlug(Directory.Root), "unknown", Digest: Digest);

    public static InspectedPackage Read(string root, FindingList found)
    {
        var directory = new PackageDirectory(root);
        Digest? digest = null;
        Identifier? source = null;
        ImageManifest? manifest = null;
        Metadata? metadata = null;
        Closure? closure = null;
        Try("digest", () => digest = ObjectDigest.Read(root));
        if (TreeEntry.Of(directory.SourceFile) is not null)
        {
            Try("source", () => source = ReadSource(directory));
        }

        Try("manifest.json", () => manifest = ImageManifest.Parse(ObjectFile.Read(directory.ManifestFile, ImageManifest.MaximumSize), directory.ManifestFile));
        Try("metadata.json", () => metadata = MetadataReader.Parse(ObjectFile.Read(directory.MetadataFile, 2 * Metadata.MaximumSize), directory.MetadataFile));
        Try("resolve.json", () => closure = ClosureFile.Read(ObjectFile.Read(directory.ResolveFile, MaximumClosureSize), directory.ResolveFile));
        return new(directory, digest, source, manifest, metadata, closure);

        void Try(string part, Action read) => found.Try(FindingKind.Package, root, part, read);
    }

    private static Identifier ReadSource(PackageDirectory directory)
    {
        var text = Encoding.UTF8.GetString(ObjectFile.Read(directory.SourceFile, MaximumSourceSize)).Trim();
        return Identifier.TryParse(text, null, out var identifier, out _)
            && identifier.Digest is { } digest
            && RegistrySlug.Of(identifier.Registry) == ObjectPlace.RegistrySlug(directory.Root)
            && ObjectPlace.Fits(directory.Root, digest)
                ? identifier
                : throw new InvalidDataException("it does not name this package");
    }
}
