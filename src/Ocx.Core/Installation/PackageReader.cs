using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Reads what the store holds about an installed package.</summary>
public sealed class PackageReader(OcxStore store)
{
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

    /// <param name="pinned">With digest.</param>
    public PackageView Read(Identifier pinned) => Read(new PackageRoot(pinned, store.PackagePath(pinned.Registry, pinned.Digest!.Value)));
}
