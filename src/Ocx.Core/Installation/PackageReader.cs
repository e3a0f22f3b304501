using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Reads what the store holds about an installed package.</summary>
public sealed class PackageReader(OcxStore store)
{
    private const int MaximumDigestSize = 256;

    /// <exception cref="OcxException">OCX3010: not installed; OCX3009: damaged.</exception>
    public static PackageView Read(PackageRoot package)
    {
        var directory = new PackageDirectory(package.Path);
        if (!directory.IsInstalled)
        {
            throw new OcxException(
                StoreErrors.NotInstalled,
                $"{package.Identifier} is not installed in {package.Path}.",
                nextStep: StoreErrors.NotInstalled.Remedy);
        }

        return new(
            package.Identifier,
            directory,
            MetadataReader.Parse(File.ReadAllBytes(directory.MetadataFile), directory.MetadataFile),
            ReadClosure(directory));
    }

    /// <exception cref="OcxException">OCX3009: damaged.</exception>
    public static Closure ReadClosure(PackageDirectory package) => ClosureFile.Read(File.ReadAllBytes(package.ResolveFile), package.ResolveFile);

    /// <summary>The digest of the platform's manifest, as the package itself says it.</summary>
    /// <exception cref="OcxException">OCX3009: damaged.</exception>
    public static Digest ReadDigest(PackageDirectory package)
    {
        var text = File.Exists(package.DigestFile) ? Encoding.UTF8.GetString(SharedFile.ReadAllBytes(package.DigestFile, MaximumDigestSize)).Trim() : "";
        return Digest.TryParse(text, out var digest)
            ? digest
            : throw new OcxException(
                StoreErrors.MetadataInvalid,
                "The digest of an installed package cannot be read.",
                new SourceLocation(package.DigestFile),
                "Run `ocx store verify --repair`.");
    }

    /// <param name="pinned">With digest.</param>
    public PackageView Read(Identifier pinned) => Read(new PackageRoot(pinned, store.PackagePath(pinned.Registry, pinned.Digest!.Value)));
}
