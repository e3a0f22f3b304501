using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Packages as their install links name them. Reads the store only.</summary>
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

    /// <summary>The package behind a link, whose path is its <see cref="InstalledPackage.Link"/>.</summary>
    /// <exception cref="OcxException">OCX3010: there is no such link, or its package is gone; OCX3014: a digest is named.</exception>
    public InstalledPackage Find(Identifier package, InstallLinkKind kind)
    {
        RequireTags([package]);
        return TryFind(package, kind) ?? throw Missing(package, kind);
    }

    /// <summary>Null when there is no such link, or its package is gone.</summary>
    public InstalledPackage? TryFind(Identifier package, InstallLinkKind kind)
    {
        var link = store.Links.PathOf(package, kind);
        if (InstallLinks.PackageOf(link) is not { } root || !new PackageDirectory(root).IsInstalled)
        {
            return null;
        }

        var identifier = package with { Tag = kind == InstallLinkKind.Candidate ? package.Tag : null, Digest = PackageReader.ReadDigest(new PackageDirectory(root)) };
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
