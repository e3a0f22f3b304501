using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Resolution;
using Ocx.Core.Store;

namespace Ocx.Core.Projects;

/// <summary>Makes and changes locks (contract: cli, 9.4).</summary>
/// <param name="generatedBy">Program and version, written into the lock.</param>
public sealed class ProjectLocker(OcxStore store, PackageResolver resolver, string generatedBy, IEngineObserver? observer)
{
    private readonly ToolResolver _tools = new(resolver);

    /// <summary>Makes the lock anew, all of it, if the declarations have changed; else leaves it byte for byte, without a request.</summary>
    /// <remarks>A lock does not say what each tool was declared as, only a hash of all, so that no pin can be known to be still meant.</remarks>
    public async Task<LockFile> LockAsync(ProjectFiles files, CancellationToken cancellationToken)
    {
        var content = files.ReadProjectBytes();
        var project = ProjectFile.Parse(content, files.ProjectPath);
        var previous = files.ReadPredecessor();
        if (previous is not null && previous.IsCurrent(project))
        {
            return previous;
        }

        var tools = await ResolveAsync(project.Groups.SelectMany(group => group.Tools), previous, cancellationToken);
        return Commit(files, content, null, project, previous, tools);
    }

    /// <exception cref="OcxException">OCX1005, OCX1006 and what reading ends with.</exception>
    public LockFile Check(ProjectFiles files)
    {
        var project = files.ReadProject();
        var lockFile = files.ReadLock();
        return lockFile.IsCurrent(project) ? lockFile : throw Stale(files, project, lockFile);
    }

    /// <summary>Adds tools to both files, all or none; what was locked before stays as it is.</summary>
    /// <exception cref="OcxException">OCX1006, OCX1010, OCX1017 and what resolving ends with.</exception>
    public async Task<LockFile> AddAsync(
        ProjectFiles files, string group, IReadOnlyList<ToolAddition> additions, CancellationToken cancellationToken)
    {
        var content = files.ReadProjectBytes();
        var project = ProjectFile.Parse(content, files.ProjectPath);
        var previous = File.Exists(files.LockPath) ? files.ReadLock() : null;
        if (previous is not null && !previous.IsCurrent(project))
        {
            throw Stale(files, project, previous);
        }

        var changed = additions.Aggregate(
            project, (current, addition) => ProjectEditor.Add(current, group, addition.Binding ?? addition.Identifier.ShortName, addition.Identifier));
        var unlocked = changed.Groups.SelectMany(each => each.Tools)
            .Where(tool => previous?.Find(tool.Group, tool.Name) is null)
            // What is being added stands in no file yet, so it has no place to point to.
            .Select(tool => project.FindGroup(tool.Group)?.Tools.Any(known => known.Name == tool.Name) == true ? tool : tool with { Location = default });
        var added = await ResolveAsync(unlocked, previous, cancellationToken);
        return Commit(files, content, changed.ToBytes(), changed, previous, [.. previous?.Tools ?? [], .. added]);
    }

    /// <summary>Resolves tools anew, whatever the lock holds for them. What did not change leaves the file byte for byte.</summary>
    /// <param name="groups">Narrows it to these groups; empty: all of them.</param>
    /// <param name="names">Narrows it to these bindings; empty: all of them. What is not meant stays as it is locked.</param>
    /// <param name="write">False: only look. A lock that would change is OCX1006.</param>
    /// <exception cref="OcxException">OCX1005, OCX1006, OCX1009, OCX1011 and what resolving ends with.</exception>
    public async Task<LockFile> UpdateAsync(
        ProjectFiles files, IReadOnlyList<string> groups, IReadOnlyList<string> names, bool write, CancellationToken cancellationToken)
    {
        var content = files.ReadProjectBytes();
        var project = ProjectFile.Parse(content, files.ProjectPath);
        var scoped = groups.Count + names.Count > 0;
        var previous = scoped || !write ? files.ReadLock() : files.ReadPredecessor();
        if (scoped && !previous!.IsCurrent(project))
        {
            throw Stale(files, project, previous);
        }

        var chosen = GroupSelection.Declared(project, groups.Count == 0 ? [ProjectGroup.All] : groups, names);
        var updated = await ResolveAsync(chosen, previous, cancellationToken);
        var carried = previous?.Tools.Where(locked => scoped && !chosen.Any(tool => (tool.Group, tool.Name) == (locked.Group, locked.Name))) ?? [];
        IReadOnlyList<LockedTool> tools = [.. carried, .. updated];
        if (previous is not null && previous.IsCurrent(project) && tools.All(previous.Tools.Contains))
        {
            return previous;
        }

        return write ? Commit(files, content, null, project, previous, tools)
            : !previous!.IsCurrent(project) ? throw Stale(files, project, previous)
            : throw new OcxException(
                ProjectErrors.LockStale,
                MovedTags.Describe(previous, tools, HostPlatform.Current),
                new SourceLocation(files.LockPath),
                "Run `ocx update` to lock what they mean now.");
    }

    internal OcxException Stale(ProjectFiles files, ProjectFile project, LockFile lockFile) =>
        new StaleLock(files, new TagStore(store.TagsDirectory).KnownTags).Explain(project, lockFile);

    private Task<IReadOnlyList<LockedTool>> ResolveAsync(IEnumerable<ToolDeclaration> tools, LockFile? previous, CancellationToken cancellationToken) =>
        _tools.ResolveAsync([.. tools], previous?.Version ?? LockFile.DefaultVersion, cancellationToken);

    private LockFile Commit(
        ProjectFiles files, byte[] before, byte[]? after, ProjectFile project, LockFile? previous, IReadOnlyList<LockedTool> tools)
    {
        var lockFile = LockFile.Succeed(previous, DeclarationHash.Compute(project), generatedBy, tools, DateTimeOffset.UtcNow);
        ProjectCommit.Write(files, before, after, lockFile);
        if (store.Projects.Register(Path.GetDirectoryName(files.LockPath)!) is { } problem)
        {
            observer?.Warn($"The project could not be noted in the store, so a clean-up of the store may remove its tools: {problem}");
        }

        return lockFile;
    }
}
