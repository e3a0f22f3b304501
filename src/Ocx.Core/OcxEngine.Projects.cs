using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Projects;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core;

/// <content>Projects: ocx.toml, ocx.lock and what they name.</content>
public sealed partial class OcxEngine
{
    private static string GeneratedBy => $"ocx {ProductVersion.Current}";

    private Lazy<ProjectLocker> Locker => new(() => new(_store, Resolver, GeneratedBy, _observer));

    private ProjectRestorer Restorer => new(_store, Locker, _installer, _statistics);

    /// <summary>The project file in effect: the named one, <c>OCX_PROJECT</c>, or the nearest <c>ocx.toml</c> from the working directory up.</summary>
    /// <exception cref="OcxException">OCX1001.</exception>
    public string FindProjectFile(string? named) => new ProjectLocation(_variables, Options.WorkingDirectory, _observer).Find(named);

    /// <summary>Writes an empty project file; returns its path.</summary>
    /// <exception cref="OcxException">OCX1016.</exception>
    public string InitProject(string directory) => NewProject.Write(Absolute(directory));

    /// <summary>Adds tools to the project file and resolves them into the lock, all or none.</summary>
    /// <param name="group">Null: the default group.</param>
    public async Task<IReadOnlyList<LockRow>> AddAsync(
        string projectFile, string? group, IReadOnlyList<ToolAddition> tools, CancellationToken cancellationToken) =>
        Rows(await Locker.Value.AddAsync(ProjectFiles.Of(Absolute(projectFile)), group ?? ProjectGroup.Default, tools, cancellationToken));

    /// <summary>Brings the lock up to date with the project file. A lock that is current is left byte for byte, without a request.</summary>
    public async Task<IReadOnlyList<LockRow>> LockAsync(string projectFile, CancellationToken cancellationToken) =>
        Rows(await Locker.Value.LockAsync(ProjectFiles.Of(Absolute(projectFile)), cancellationToken));

    /// <summary>Asks the registries what the tags mean now, and locks that. Offline, only registries that are directories can be asked.</summary>
    /// <param name="groups">Only these groups; empty: all.</param>
    /// <param name="names">Only these tools; empty: all.</param>
    /// <param name="write">False: only look; OCX1006 when something would change.</param>
    /// <exception cref="OcxException">OCX5001, OCX5002, and what locking ends with.</exception>
    public async Task<IReadOnlyList<LockRow>> UpdateAsync(
        string projectFile, IReadOnlyList<string> groups, IReadOnlyList<string> names, bool write, CancellationToken cancellationToken)
    {
        if (_settings.Frozen.Value)
        {
            throw new OcxException(PolicyErrors.Frozen, "Frozen forbids to look up what tags mean now.", nextStep: $"Leave out {ModeSwitches.Frozen}.");
        }

        var live = new PackageResolver(_store, ReachableRegistries, ResolutionMode.Remote);
        var locker = new ProjectLocker(_store, live, GeneratedBy, _observer);
        return Rows(await locker.UpdateAsync(ProjectFiles.Of(Absolute(projectFile)), groups, names, write, cancellationToken));
    }

    /// <summary>Fails unless the lock is current (OCX1005, OCX1006). Reads files only.</summary>
    public IReadOnlyList<LockRow> CheckLock(string projectFile) => Rows(Locker.Value.Check(ProjectFiles.Of(Absolute(projectFile))));

    /// <summary>Makes the project's locked tools present in the store. Requests nothing when they are.</summary>
    /// <exception cref="OcxException">Any of bands 1xxx, 2xxx, 3xxx and 5xxx.</exception>
    public Task<RestoreResult> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) =>
        Restorer.RestoreAsync(request, cancellationToken);

    /// <summary>What a restore would fetch. Reads files only.</summary>
    public IReadOnlyList<RestorePlanItem> PlanRestore(RestoreRequest request) =>
    [
        .. Restorer.Plan(request).Select(tool => new RestorePlanItem(
            tool.Declared with { Tag = null, Digest = tool.Digest },
            new PackageDirectory(tool.Root).IsInstalled ? tool.Root : null)),
    ];

    private static IReadOnlyList<LockRow> Rows(LockFile lockFile) =>
        [.. lockFile.Tools.Select(tool => new LockRow(tool.Name, tool.Group, tool.Repository.RepositoryName, tool.Platforms))];
}
