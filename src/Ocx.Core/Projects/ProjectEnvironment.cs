using Ocx.Core.Environments;
using Ocx.Core.Packages;

namespace Ocx.Core.Projects;

/// <summary>The variables a project sets itself, for the groups that are selected.</summary>
internal static class ProjectEnvironment
{
    public static IReadOnlyList<EnvironmentEntry> Of(ProjectFile project, IReadOnlyList<string> groups)
    {
        var directory = Path.GetDirectoryName(project.Path)!;
        var selected = GroupSelection.Expand(project, groups).Where(group => group.Name != ProjectGroup.Default);
        return
        [
            .. project.Environment.Concat(selected.SelectMany(group => group.Environment))
                .Select(declared => new EnvironmentEntry(
                    declared.Key,
                    declared.Type == VariableType.Path ? Path.GetFullPath(declared.Value, directory) : declared.Value,
                    declared.Type,
                    declared.Separator)),
        ];
    }
}
