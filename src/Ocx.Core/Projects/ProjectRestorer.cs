using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Projects;

/// <summary>From a project's files to its tools in the store.</summary>
/// <param name="installer">Asked for only when something is missing.</param>
/// <param name="statistics">What the installer counts.</param>
public sealed class ProjectRestorer(OcxStore store, Lazy<ProjectLocker> locker, Lazy<PackageInstaller> installer, InstallationStatistics statistics)
{
    /// <summary>Which tools are wanted, and where they are or will be; nothing is fetched.</summary>
    public IReadOnlyList<RestoredTool> Plan(RestoreRequest request) => Read(request).Tools;

    public async Task<RestoreResult> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var (files, entries, tools) = Read(request);
        var (packages, bytes) = (statistics.Packages, statistics.Bytes);
        var missing = await FindMissingAsync(tools, cancellationToken);
        if (missing.Count > 0)
        {
            using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await FailFast.WhenAll([.. missing.Select(tool => InstallAsync(tool, failure.Token))], failure);
        }

        // A clone that is built but never locked here must keep its tools as well; a ledger that cannot be written is no reason to fail.
        store.Projects.Register(Path.GetDirectoryName(files.LockPath)!);
        return new(tools, entries, statistics.Packages - packages, statistics.Bytes - bytes);
    }

    private Task<PackageView> InstallAsync(RestoredTool tool, CancellationToken cancellationToken) => installer.Value.InstallAsync(
        tool.Declared with { Digest = tool.Digest }, [], cancellationToken);

    /// <summary>Which tools, or packages they need, are not there. Whatever is there stays, since it was held before.</summary>
    private async Task<IReadOnlyList<RestoredTool>> FindMissingAsync(IReadOnlyList<RestoredTool> tools, CancellationToken cancellationToken)
    {
        await store.Lease.HoldAsync(tools.Select(tool => tool.Root), cancellationToken);
        var installed = tools.Where(tool => new PackageDirectory(tool.Root).IsInstalled).Select(tool => (Tool: tool, Needed: NeededBy(tool))).ToList();
        await store.Lease.HoldAsync(installed.SelectMany(found => found.Needed).Select(package => package.Root), cancellationToken);
        return [.. tools.Except(installed.Where(found => found.Needed.All(package => package.IsInstalled)).Select(found => found.Tool))];
    }

    private List<PackageDirectory> NeededBy(RestoredTool tool) =>
    [
        .. PackageReader.ReadClosure(new PackageDirectory(tool.Root)).Entries
            .Select(entry => new PackageDirectory(store.PackagePath(entry.Identifier.Registry, entry.Identifier.Digest!.Value))),
    ];

    private (ProjectFiles Files, IReadOnlyList<EnvironmentEntry> Entries, IReadOnlyList<RestoredTool> Tools) Read(RestoreRequest request)
    {
        var files = ProjectFiles.Of(request.ProjectFile, request.LockFile);
        var project = files.ReadProject();
        var lockFile = files.ReadLock();
        if (!lockFile.IsCurrent(project))
        {
            throw locker.Value.Stale(files, project, lockFile);
        }

        var groups = request.Groups ?? [];
        var selected = GroupSelection.Select(project, lockFile, groups, request.Names ?? [], !request.StoreOnly).ToList();
        var host = request.Platform is { } platform
            ? Platform.Parse(platform)
            : HostPlatform.For(selected.SelectMany(tool => tool.Locked.Platforms).Select(locked => locked.Platform));
        return (files, ProjectEnvironment.Of(project, groups), [.. selected.Select(tool => Locate(tool, host))]);
    }

    private RestoredTool Locate(SelectedTool tool, Platform host)
    {
        var chosen = PlatformSelection.Choose(tool, host);
        return new(
            tool.Declaration.Name,
            tool.Declaration.Group,
            tool.Declaration.Identifier,
            chosen.Digest,
            chosen.Key,
            store.PackagePath(tool.Locked.Repository.Registry, chosen.Digest));
    }
}
