using System.IO.Enumeration;
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
    private const string CurrentName = "current";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, RecurseSubdirectories = true, IgnoreInaccessible = false };

    public string Candidate(Identifier identifier) => Path.Combine(RepositoryPath(identifier), RepositoryLock.Candidates, identifier.TagOrLatest);

    public string Current(Identifier identifier) => Path.Combine(RepositoryPath(identifier), CurrentName);

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

    /// <summary>The absolute paths of all install links.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002.</exception>
    public IReadOnlyList<string> All()
    {
        var links = new List<string>();
        FileFailure.Guard(directory, "read", () =>
        {
            if (Directory.Exists(directory))
            {
                links.AddRange(new FileSystemEnumerable<string>(directory, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
                {
                    ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                        (entry.Attributes & FileAttributes.ReparsePoint) != 0 && !entry.FileName.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal),
                    ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
                });
            }
        });
        links.Sort(StringComparer.Ordinal);
        return links;
    }

    /// <summary>The repository and the tag of one of <see cref="All"/>; null if the link is where none of ours would be.</summary>
    /// <param name="link">Absolute.</param>
    /// <returns>The registry as its directory is called; no tag for <c>current</c>.</returns>
    public (string RegistrySlug, string Repository, string? Tag)? NameOf(string link) =>
        Path.GetRelativePath(directory, link).Split(Path.DirectorySeparatorChar) switch
        {
            [".." or ".", ..] => null,
            [var registry, .. { Length: > 0 } repository, RepositoryLock.Candidates, var tag] => (registry, string.Join('/', repository), tag),
            [var registry, .. { Length: > 0 } repository, CurrentName] => (registry, string.Join('/', repository), null),
            _ => null,
        };

    /// <summary>Makes the back references of a link right: that of the package it leads to is there, that of another is not.</summary>
    /// <param name="link">Absolute path of an install link, which need not be there.</param>
    /// <param name="other">A package that may refer to the link without reason; null for none.</param>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002, OCX3008.</exception>
    public async Task MendAsync(string link, PackageDirectory? other, Action<string>? onWaiting, CancellationToken cancellationToken)
    {
        using var held = NameOf(link) is { } name ? await LockAsync(name.RegistrySlug, name.Repository, onWaiting, cancellationToken) : null;
        var package = PackageOf(link);
        if (held is not null && package is not null && Directory.Exists(package))
        {
            References.AddBackward(new PackageDirectory(package), link);
        }

        if (other is not null && other.Root != package)
        {
            References.RemoveBackward(other, link);
        }
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
        LockAsync(RegistrySlug.Of(identifier.Registry), identifier.Repository, onWaiting, cancellationToken);

    private Task<RepositoryLock> LockAsync(string registrySlug, string repository, Action<string>? onWaiting, CancellationToken cancellationToken) =>
        RepositoryLock.AcquireAsync(
            Path.Combine(directory, registrySlug),
            repository.Split('/'),
            $"changing the links of {registrySlug}/{repository}",
            onWaiting,
            cancellationToken);

    private string RepositoryPath(Identifier identifier) =>
        Path.Combine([directory, RegistrySlug.Of(identifier.Registry), .. identifier.Repository.Split('/')]);
}
