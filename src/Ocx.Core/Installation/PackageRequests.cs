using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Packages that a user asks for by name: resolved, installed, linked.</summary>
/// <param name="jobs">How many at once; null: as many as are asked for; 0: as many as there are processors.</param>
public sealed class PackageRequests(
    OcxStore store, PackageResolver resolver, Lazy<PackageInstaller> installer, IEngineObserver? observer, int? jobs)
{
    /// <summary>All are tried; the failure of the first in request order is thrown at the end.</summary>
    public async Task<IReadOnlyList<InstalledPackage>> InstallAsync(
        IReadOnlyList<Identifier> packages, Platform platform, bool link, bool select, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(jobs switch { null => Math.Max(packages.Count, 1), 0 => Environment.ProcessorCount, { } count => count });
        var tasks = packages.Select(package => Limited(places, () => InstallAsync(package, platform, link, select, cancellationToken), cancellationToken)).ToList();
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);
        return [.. tasks.Select(task => task.GetAwaiter().GetResult())];
    }

    /// <exception cref="OcxException">OCX3010.</exception>
    public async Task<IReadOnlyList<InstalledPackage>> FindAsync(
        IReadOnlyList<Identifier> packages, Platform platform, CancellationToken cancellationToken)
    {
        var found = new List<InstalledPackage>(packages.Count);
        foreach (var package in packages)
        {
            found.Add((await FindAsync(package, platform, cancellationToken)).Package);
        }

        return found;
    }

    /// <summary>
    /// Points <c>current</c> of each repository at a package that is in the store: the one its candidate link has, else the one that the
    /// tag is known to mean. All are found before the first is linked.
    /// </summary>
    /// <param name="platform">Null: this machine's.</param>
    /// <exception cref="OcxException">OCX3010, OCX3014.</exception>
    public async Task<IReadOnlyList<InstalledPackage>> SelectAsync(
        IReadOnlyList<Identifier> packages, Platform? platform, CancellationToken cancellationToken)
    {
        LinkedPackages.RequireTags(packages);
        var found = new List<(InstalledPackage Package, Platform Platform)>(packages.Count);
        foreach (var package in packages)
        {
            found.Add(await FindSelectableAsync(package, platform, cancellationToken));
        }

        var selected = new List<InstalledPackage>(packages.Count);
        foreach (var (package, chosen) in packages.Zip(found))
        {
            selected.Add(await LinkAsync(package, chosen.Package, chosen.Platform, [InstallLinkKind.Current], cancellationToken));
        }

        return selected;
    }

    private async Task<(InstalledPackage Package, Platform Platform)> FindAsync(
        Identifier package, Platform platform, CancellationToken cancellationToken)
    {
        var resolved = await resolver.ResolveAsync(package, platform, cancellationToken);
        var root = store.PackagePath(package.Registry, resolved.Pinned.Digest!.Value);
        await store.Lease.HoldAsync([root], cancellationToken);
        return (Installed(package, PackageReader.Read(new PackageRoot(resolved.Pinned, root))), resolved.Platform);
    }

    private async Task<(InstalledPackage Package, Platform Platform)> FindSelectableAsync(
        Identifier package, Platform? platform, CancellationToken cancellationToken)
    {
        if (platform is null && await new LinkedPackages(store).TryFindAsync(package, InstallLinkKind.Candidate, cancellationToken) is { } candidate)
        {
            return (candidate with { Link = null }, HostPlatform.Machine);
        }

        try
        {
            return await FindAsync(package, platform ?? HostPlatform.Current, cancellationToken);
        }
        catch (OcxException failure) when (failure.Code == PolicyErrors.Offline || failure.Code == StoreErrors.NotInstalled)
        {
            throw new OcxException(
                StoreErrors.NotInstalled,
                $"{package.RepositoryName}:{package.TagOrLatest} is not in the store, so it cannot be selected.",
                nextStep: $"Run `ocx install --select {package.RepositoryName}:{package.TagOrLatest}`.",
                innerException: failure);
        }
    }

    private async Task<InstalledPackage> InstallAsync(
        Identifier package, Platform platform, bool link, bool select, CancellationToken cancellationToken)
    {
        var resolved = await resolver.ResolveAsync(package, platform, cancellationToken);
        var view = await installer.Value.InstallAsync(resolved.Pinned, resolved.Chain, cancellationToken);
        var installed = Installed(package, view);

        // A digest alone has no name for a link.
        if (package is { Tag: null, Digest: not null })
        {
            return installed;
        }

        InstallLinkKind[] kinds = (link, select) switch
        {
            (true, true) => [InstallLinkKind.Candidate, InstallLinkKind.Current],
            (true, false) => [InstallLinkKind.Candidate],
            (false, true) => [InstallLinkKind.Current],
            _ => [],
        };
        return await LinkAsync(package, installed, resolved.Platform, kinds, cancellationToken);
    }

    /// <summary>A link promises something to run, which one to a foreign platform would not hold.</summary>
    private async Task<InstalledPackage> LinkAsync(
        Identifier package, InstalledPackage installed, Platform platform, InstallLinkKind[] kinds, CancellationToken cancellationToken)
    {
        if (kinds.Length == 0)
        {
            return installed;
        }

        if (!platform.IsAny && !PlatformMatch.SameMachine(HostPlatform.Machine, platform))
        {
            if (kinds.Contains(InstallLinkKind.Current))
            {
                observer?.Warn($"{package} is for {platform}, which this machine is not; it was not selected.");
            }

            return installed;
        }

        await store.Links.SetAsync(package, kinds, installed.Root, holder => observer?.Waiting(holder), cancellationToken);
        return installed with { Link = store.Links.PathOf(package, kinds[^1]) };
    }

    private static InstalledPackage Installed(Identifier requested, PackageView view) =>
        new(requested with { Digest = view.Identifier.Digest }, view.Metadata, view.Directory.Root);

    private static async Task<T> Limited<T>(SemaphoreSlim places, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            places.Release();
        }
    }
}
