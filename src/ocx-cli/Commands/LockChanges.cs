using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

/// <summary>Which tools a command locked to other bytes: a tag may have moved anywhere, back too, and whoever commits the lock should see it.</summary>
/// <param name="projectFile">Absolute; its lock is read now, to compare with later.</param>
internal sealed class LockChanges(string projectFile)
{
    private readonly IReadOnlyList<LockedTool> _before = Read(projectFile);

    /// <param name="platform">Null: this machine's.</param>
    public void Tell(Invocation invocation, IReadOnlyList<LockRow> after, Platform? platform)
    {
        var host = platform ?? HostPlatform.Current;
        foreach (var tool in after)
        {
            var old = _before.FirstOrDefault(locked => (locked.Group, locked.Name) == (tool.Group, tool.Binding));
            if (old is not null && Row(old).DigestFor(host) is { } was && tool.DigestFor(host) is { } next && was != next)
            {
                invocation.Messages.Note($"{tool.Binding}: {was} -> {next}");
            }
        }
    }

    private static LockRow Row(LockedTool tool) => new(tool.Name, tool.Group, tool.Repository.RepositoryName, tool.Platforms);

    /// <summary>None where there is no lock, or none that can be read; the command itself says so if that matters.</summary>
    private static IReadOnlyList<LockedTool> Read(string projectFile)
    {
        try
        {
            return ProjectFiles.Of(projectFile).ReadPredecessor()?.Tools ?? [];
        }
        catch (OcxException)
        {
            return [];
        }
    }
}
