using Ocx.Core.Collection;
using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core;

/// <content>Packages without a project: installing, finding, selecting, removing.</content>
public sealed partial class OcxEngine
{
    private PackageRequests Requests => RequestsThrough(Resolver);

    private PackageRequests RequestsThrough(PackageResolver resolver) =>
        new(_store, resolver, _installer, _observer, _settings.Jobs.Value);

    /// <summary>Makes packages and their dependencies present in the store, in parallel; the first failure in request order is thrown at the end.</summary>
    /// <param name="link">Make the <c>candidates/{tag}</c> symlink of each.</param>
    /// <param name="select">Make the <c>current</c> symlink of each too.</param>
    public Task<IReadOnlyList<InstalledPackage>> InstallAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, bool link, bool select, CancellationToken cancellationToken) =>
        Requests.InstallAsync(packages, platform ?? HostPlatform.Current, link, select, cancellationToken);

    /// <summary>Where packages are in the store; nothing is downloaded.</summary>
    /// <exception cref="OcxException">OCX3010.</exception>
    public Task<IReadOnlyList<InstalledPackage>> FindAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, CancellationToken cancellationToken) =>
        Requests.FindAsync(packages, platform ?? HostPlatform.Current, cancellationToken);

    /// <summary>Where the install links of packages lead; nothing is resolved, no request is made.</summary>
    /// <exception cref="OcxException">OCX3010, OCX3014.</exception>
    public Task<IReadOnlyList<InstalledPackage>> FindLinkedAsync(
        IReadOnlyList<Identifier> packages, InstallLinkKind kind, CancellationToken cancellationToken) =>
        new LinkedPackages(_store).FindAsync(packages, kind, cancellationToken);

    /// <summary>Points <c>current</c> of each repository at a package that is in the store; nothing is downloaded.</summary>
    /// <returns>In request order; without a link where the package is for another machine.</returns>
    /// <exception cref="OcxException">OCX3010, OCX3014.</exception>
    public async Task<IReadOnlyList<InstalledPackage>> SelectAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, CancellationToken cancellationToken)
    {
        // What a tag means is taken from the store, however the engine is set.
        using var connections = new RegistryConnections(Network(offline: true));
        return await RequestsThrough(LocalResolver(connections)).SelectAsync(packages, platform, cancellationToken);
    }

    /// <summary>Removes the <c>current</c> link of each package's repository.</summary>
    /// <returns>In request order; empty where there was none.</returns>
    /// <exception cref="OcxException">OCX3014.</exception>
    public async Task<IReadOnlyList<Uninstallation>> DeselectAsync(IReadOnlyList<Identifier> packages, CancellationToken cancellationToken) =>
        await RemoveLinksAsync(packages, [InstallLinkKind.Current], cancellationToken);

    /// <summary>Removes the <c>candidates/{tag}</c> link of each package.</summary>
    /// <param name="deselect">Its repository's <c>current</c> link too, whatever that points to.</param>
    /// <param name="purge">Delete what no other link, project or process needs of the packages that the links pointed to.</param>
    /// <returns>In request order; empty where there was no link.</returns>
    /// <exception cref="OcxException">OCX3014.</exception>
    public async Task<IReadOnlyList<Uninstallation>> UninstallAsync(
        IReadOnlyList<Identifier> packages, bool deselect, bool purge, CancellationToken cancellationToken)
    {
        InstallLinkKind[] kinds = deselect ? [InstallLinkKind.Candidate, InstallLinkKind.Current] : [InstallLinkKind.Candidate];
        var removed = await RemoveLinksAsync(packages, kinds, cancellationToken);
        if (!purge)
        {
            return removed;
        }

        var collection = await new Collector(_store, _observer).PurgeAsync(
            [.. removed.SelectMany(package => package.Links).Select(link => link.Package).Distinct()], cancellationToken);
        foreach (var failure in collection.Failures)
        {
            _observer?.Warn(failure.Message);
        }

        var purged = collection.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        return [.. removed.Select(package => package with { Purged = package.Links.Any(link => purged.Contains(link.Package)) })];
    }

    private async Task<IReadOnlyList<Uninstallation>> RemoveLinksAsync(
        IReadOnlyList<Identifier> packages, IReadOnlyList<InstallLinkKind> kinds, CancellationToken cancellationToken)
    {
        LinkedPackages.RequireTags(packages);
        var removed = new List<Uninstallation>(packages.Count);
        foreach (var package in packages)
        {
            removed.Add(new(package, await _store.Links.RemoveAsync(package, kinds, holder => _observer?.Waiting(holder), cancellationToken)));
        }

        return removed;
    }
}
