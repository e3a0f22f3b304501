using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Packages that a user asks for by name: resolved, installed, linked.</summary>
/// <param name="jobs">How many at once; null: as many as are asked for; 0: as many as there are processors.</param>
public sealed class PackageRequests(OcxStore store, PackageResolver resolver, Lazy<PackageInstaller> installer, int? jobs)
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
            var resolved = await resolver.ResolveAsync(package, platform, cancellationToken);
            var root = store.PackagePath(package.Registry, resolved.Pinned.Digest!.Value);
            await store.Lease.HoldAsync([root], cancellationToken);
            found.Add(Installed(package, PackageReader.Read(new PackageRoot(resolved.Pinned, root))));
        }

        return found;
    }

    private async Task<InstalledPackage> InstallAsync(
        Identifier package, Platform platform, bool link, bool select, CancellationToken cancellationToken)
    {
        var resolved = await resolver.ResolveAsync(package, platform, cancellationToken);
        var view = await installer.Value.InstallAsync(resolved.Pinned, resolved.Chain, cancellationToken);
        var installed = Installed(package, view);

        // A link promises something to run, which one to a foreign platform would not hold; and a digest alone has no name for it.
        if (package is { Tag: null, Digest: not null })
        {
            return installed;
        }

        if (!resolved.Platform.IsAny && !PlatformMatch.SameMachine(HostPlatform.Current, resolved.Platform))
        {
            return installed;
        }

        if (link)
        {
            installed = installed with { Link = store.Links.Candidate(package) };
            InstallLinks.Set(installed.Link, installed.Root);
        }

        if (select)
        {
            installed = installed with { Link = store.Links.Current(package) };
            InstallLinks.Set(installed.Link, installed.Root);
        }

        return installed;
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
