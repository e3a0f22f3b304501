using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>
/// Stable paths to installed packages: <c>candidates/{tag}</c> and <c>current</c> of each repository. Each has a back reference in its package,
/// which keeps that alive. Whoever changes links of a repository holds its lock, and writes in an order that, wherever it is
/// interrupted, leaves at most one reference too many: the reference before the link, the link away before its reference.
/// </summary>
public sealed class InstallLinks(string directory)
{
    public string Candidate(Identifier identifier) => Path.Combine(RepositoryPath(identifier), RepositoryLock.Candidates, identifier.TagOrLatest);

    public string Current(Identifier identifier) => Path.Combine(RepositoryPath(identifier), "current");

    public string PathOf(Identifier identifier, InstallLinkKind kind) => kind == InstallLinkKind.Current ? Current(identifier) : Candidate(identifier);

    /// <summary>Absolute path of the package the link points to, which may be gone; null when there is no link.</summary>
    public static string? PackageOf(string link) => SymbolicLink.Target(link) is { } target
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, Path.GetDirectoryName(link)!))
        : null;

    /// <summary>Points links at a package, and moves their back references along. Nothing is written where nothing changes.</summary>
    /// <param name="packageRoot">Absolute; held by the caller, so that it is not collected meanwhile.</param>
    /// <param name="onWaiting">Told who holds the lock, if there is a wait.</param>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002, OCX3008.</exception>
    public async Task SetAsync(
        Identifier identifier, IReadOnlyList<InstallLinkKind> kinds, string packageRoot, Action<string>? onWaiting, CancellationToken cancellationToken)
    {
        var package = new PackageDirectory(packageRoot);
        var links = kinds.Select(kind => PathOf(identifier, kind)).Where(link => !IsSet(link, package)).ToList();
        if (links.Count == 0)
        {
            return;
        }

        using var held = await LockAsync(identifier, onWaiting, cancellationToken);
        foreach (var link in links)
        {
            Set(link, package);
        }
    }

    /// <summary>Removes links and their back references.</summary>
    /// <returns>Those that were there.</returns>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002, OCX3008.</exception>
    public async Task<IReadOnlyList<RemovedLink>> RemoveAsync(
        Identifier identifier, IReadOnlyList<InstallLinkKind> kinds, Action<string>? onWaiting, CancellationToken cancellationToken)
    {
        var links = kinds.Select(kind => PathOf(identifier, kind)).ToList();
        if (links.All(link => PackageOf(link) is null))
        {
            return [];
        }

        using var held = await LockAsync(identifier, onWaiting, cancellationToken);
        return [.. links.Select(Remove).OfType<RemovedLink>()];
    }

    private static bool IsSet(string link, PackageDirectory package) => PackageOf(link) == package.Root && References.HasBackward(package, link);

    private static void Set(string link, PackageDirectory package)
    {
        FileFailure.Guard(link, "create", () => Directory.CreateDirectory(Path.GetDirectoryName(link)!));
        var previous = PackageOf(link);
        References.AddBackward(package, link);
        if (previous == package.Root)
        {
            return;
        }

        SymbolicLink.Replace(link, package.Root, toDirectory: true);
        if (previous is not null && CanonicalPath.Of(previous) != CanonicalPath.Of(package.Root))
        {
            // Of another package, not of this one over another way to the store.
            References.RemoveBackward(new PackageDirectory(previous), link);
        }
    }

    private static RemovedLink? Remove(string link)
    {
        if (PackageOf(link) is not { } package || !SymbolicLink.Delete(link))
        {
            return null;
        }

        References.RemoveBackward(new PackageDirectory(package), link);
        return new(link, package);
    }

    private Task<RepositoryLock> LockAsync(Identifier identifier, Action<string>? onWaiting, CancellationToken cancellationToken) =>
        RepositoryLock.AcquireAsync(
            Path.Combine(directory, RegistrySlug.Of(identifier.Registry)),
            identifier.Repository.Split('/'),
            $"changing the links of {identifier.RepositoryName}",
            onWaiting,
            cancellationToken);

    private string RepositoryPath(Identifier identifier) =>
        Path.Combine([directory, RegistrySlug.Of(identifier.Registry), .. identifier.Repository.Split('/')]);
}
