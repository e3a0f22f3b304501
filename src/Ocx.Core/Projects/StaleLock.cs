using Ocx.Core.Diagnostics;

namespace Ocx.Core.Projects;

/// <summary>Says that a lock is out of date, and where: the lock holds only a hash of the declarations, so the place is worked out.</summary>
/// <param name="knownTags">The tags of a repository that this machine has seen.</param>
internal sealed class StaleLock(ProjectFiles files, Func<Oci.Identifier, IEnumerable<string>> knownTags)
{
    private const string NextStep = "Run `ocx lock` and commit both files.";

    public OcxException Explain(ProjectFile project, LockFile lockFile)
    {
        var tools = project.Groups.SelectMany(group => group.Tools).ToList();
        foreach (var tool in tools)
        {
            if (lockFile.Find(tool.Group, tool.Name) is not { } locked)
            {
                return Failure($"ocx.lock does not have the tool '{tool.Name}' yet.", tool.Location);
            }

            if (locked.Repository.RepositoryName != tool.Identifier.RepositoryName)
            {
                return Failure($"ocx.lock has {locked.Repository} for the tool '{tool.Name}', not {tool.Identifier.RepositoryName}.", tool.Location);
            }
        }

        if (lockFile.Tools.FirstOrDefault(locked => !tools.Exists(tool => (tool.Group, tool.Name) == (locked.Group, locked.Name))) is { } gone)
        {
            return Failure($"ocx.lock still has the tool '{gone.Name}', which ocx.toml does not declare any more.", new(files.ProjectPath));
        }

        return Retagged(project, lockFile, tools) is { } moved
            ? Failure($"ocx.lock was made for {moved.Before}, and ocx.toml asks for {moved.Tool.Identifier} now.", moved.Tool.Location)
            : Failure("ocx.toml has changed since ocx.lock was made.", tools is [var only] ? only.Location : new(files.ProjectPath));
    }

    /// <summary>The one tool whose tag, put back to one seen before, gives the declarations that the lock was made for.</summary>
    private (ToolDeclaration Tool, Oci.Identifier Before)? Retagged(ProjectFile project, LockFile lockFile, List<ToolDeclaration> tools)
    {
        foreach (var tool in tools)
        {
            foreach (var tag in knownTags(tool.Identifier).Where(tag => tag != tool.Identifier.Tag))
            {
                var before = tool.Identifier with { Tag = tag };
                if (DeclarationHash.Compute(project, tool, before) == lockFile.DeclarationHash)
                {
                    return (tool, before);
                }
            }
        }

        return null;
    }

    private static OcxException Failure(string message, SourceLocation location) =>
        new(ProjectErrors.LockStale, message, location, NextStep);
}
