using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Packages as their install links name them. Nothing is resolved, no request is made.</summary>
public sealed class LinkedPackages(OcxStore store)
{
    /// <exception cref="OcxException">OCX3014: a digest is named.</exception>
    public static void RequireTags(IEnumerable<Identifier> packages)
    {
        if (packages.FirstOrDefault(package => package.Digest is not null) is { } pinned)
        {
            throw new OcxException(StoreErrors.LinkNeedsTag, $"{pinned} names a digest where a tag is required.");
        }
    }

    /// <summary>The packages behind links, whose paths are their <see cref="InstalledPackage.Link"/>.</summary>
    /// <exception cref="OcxException">OCX3010: there is no such link, or its package is gone; OCX3014: a digest is named.</exception>
    public async Task<IReadOnlyList<InstalledPackage>> FindAsync(
        IReadOnlyList<Identifier> packages, InstallLinkKind kind, CancellationToken cancellationToken)
    {
        RequireTags(packages);
        var found = new List<InstalledPackage>(packages.Count);
        foreach (var package in packages)
        {
            found.Add(await TryFindAsync(package, kind, cancellationToken) ?? throw Missing(package, kind));
        }

        return found;
    }

    /// <summary>Null when there is no such link, or its package is gone.</summary>
    public async Task<InstalledPackage?> TryFindAsync(Identifier package, InstallLinkKind kind, CancellationToken cancellationToken)
    {
        var link = store.Links.PathOf(package, kind);
        if (InstallLinks.PackageOf(link) is not { } root)
        {
            return null;
        }

        await store.Lease.HoldAsync([root], cancellationToken);
        var directory = new PackageDirectory(root);
        if (!directory.IsInstalled)
        {
            return null;
        }

        var identifier = package with { Tag = kind == InstallLinkKind.Candidate ? package.Tag : null, Digest = PackageReader.ReadDigest(directory) };
        var view = PackageReader.Read(new PackageRoot(identifier, root));
        return new(identifier, view.Metadata, root) { Link = link };
    }

    private OcxException Missing(Identifier package, InstallLinkKind kind)
    {
        var name = $"{package.RepositoryName}:{package.TagOrLatest}";
        var broken = InstallLinks.PackageOf(store.Links.PathOf(package, kind)) is { } root ? $" The package it was, {root}, is no longer in the store." : "";
        return kind == InstallLinkKind.Candidate
            ? new(StoreErrors.NotInstalled, $"{name} is not installed.{broken}", nextStep: $"Run `ocx install {name}`.")
            : new(
                StoreErrors.NotInstalled,
                $"No version of {package.RepositoryName} is selected.{broken}",
                nextStep: $"Run `ocx select {package.RepositoryName}:TAG`, or `ocx install --select {package.RepositoryName}:TAG`.");
    }
}
