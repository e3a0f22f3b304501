using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>Where packages are in the store, damaged or not.</summary>
/// <param name="resolver">One that asks no network.</param>
public sealed class PackageRoots(OcxStore store, PackageResolver resolver)
{
    /// <returns>Absolute paths: where an identifier's candidate link leads, else the package that it is known to mean on this machine.</returns>
    /// <exception cref="OcxException">OCX3010.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken)
    {
        var roots = new List<string>(packages.Count);
        foreach (var package in packages)
        {
            roots.Add(await FindAsync(package, cancellationToken));
        }

        return roots;
    }

    private async Task<string> FindAsync(Identifier package, CancellationToken cancellationToken)
    {
        if (package.Digest is null && InstallLinks.PackageOf(store.Links.Candidate(package)) is { } linked)
        {
            return linked;
        }

        string root;
        try
        {
            var resolved = await resolver.ResolveAsync(package, HostPlatform.Current, cancellationToken);
            root = store.PackagePath(package.Registry, resolved.Pinned.Digest!.Value);
        }
        catch (OcxException failure)
        {
            throw Missing(package, failure);
        }

        return Directory.Exists(root) ? root : throw Missing(package);
    }

    private static OcxException Missing(Identifier package, OcxException? failure = null) =>
        new(StoreErrors.NotInstalled, $"{package} is not in the store, so it cannot be verified.", innerException: failure);
}
