using Ocx.Core.Diagnostics;

namespace Ocx.Core.Projects;

/// <summary>Which tools a command works on, in the order in which their environments apply (contract: cli, 9.5).</summary>
public static class GroupSelection
{
    /// <param name="groups">Empty: the default group. <c>all</c> stands for the default group and then the others by name.</param>
    /// <param name="names">Narrows the selection to these bindings; empty: all of them.</param>
    /// <param name="oneMeaning">Whether a name may have only one meaning in the selection, as an environment needs it.</param>
    /// <returns>Group after group, each by name; a name that several groups lock to the same content comes once.</returns>
    /// <exception cref="OcxException">
    /// OCX1006 a tool is not in the lock; OCX1009 no such group; OCX1011 no such name in the groups; OCX1012 a name has two meanings in them.
    /// </exception>
    public static IReadOnlyList<SelectedTool> Select(
        ProjectFile project, LockFile lockFile, IReadOnlyList<string> groups, IReadOnlyList<string> names, bool oneMeaning = true)
    {
        var selected = new List<SelectedTool>();
        foreach (var tool in Declared(project, groups, names))
        {
            var locked = lockFile.Find(tool.Group, tool.Name) ?? throw NotLocked(tool);
            var twins = selected.FindAll(other => other.Declaration.Name == tool.Name);
            if (twins.Exists(twin => twin.Locked.HasSameContent(locked)))
            {
                continue;
            }

            if (oneMeaning && twins is [var twin, ..])
            {
                throw Ambiguous(twin.Declaration, tool);
            }

            selected.Add(new(tool, locked));
        }

        return selected;
    }

    /// <summary>The declarations of groups, in the order in which their environments apply.</summary>
    /// <exception cref="OcxException">OCX1009 no such group; OCX1011 no such name in the groups.</exception>
    internal static IReadOnlyList<ToolDeclaration> Declared(ProjectFile project, IReadOnlyList<string> groups, IReadOnlyList<string> names)
    {
        var tools = Expand(project, groups).SelectMany(group => group.Tools.OrderBy(tool => tool.Name, Utf8Order.Instance)).ToList();
        return names.FirstOrDefault(name => !tools.Exists(tool => tool.Name == name)) is { } unknown
            ? throw new OcxException(
                ProjectErrors.BindingUnknown,
                $"The selected groups have no tool '{unknown}'.",
                new(project.Path),
                ProjectErrors.BindingUnknown.Remedy)
            : [.. tools.Where(tool => names.Count == 0 || names.Contains(tool.Name))];
    }

    internal static IEnumerable<ProjectGroup> Expand(ProjectFile project, IReadOnlyList<string> groups) => groups
        .DefaultIfEmpty(ProjectGroup.Default)
        .SelectMany(name => name == ProjectGroup.All ? AllOf(project) : [project.FindGroup(name) ?? throw Unknown(project, name)])
        .DistinctBy(group => group.Name);

    private static IEnumerable<ProjectGroup> AllOf(ProjectFile project) =>
        project.Groups.Take(1).Concat(project.Groups.Skip(1).OrderBy(group => group.Name, Utf8Order.Instance));

    private static OcxException Unknown(ProjectFile project, string name) => new(
        ProjectErrors.GroupUnknown,
        $"The project has no group '{name}'.",
        new(project.Path),
        $"Its groups are {string.Join(", ", AllOf(project).Select(group => group.Name))}.");

    private static OcxException NotLocked(ToolDeclaration tool) => new(
        ProjectErrors.LockStale,
        $"ocx.lock has no entry for the tool '{tool.Name}' of the group '{tool.Group}'.",
        tool.Location,
        ProjectErrors.LockStale.Remedy);

    private static OcxException Ambiguous(ToolDeclaration first, ToolDeclaration second) => new(
        ProjectErrors.BindingAmbiguous,
        $"The tool '{second.Name}' is {first.Identifier} in the group '{first.Group}' and {second.Identifier} in the group '{second.Group}'.",
        second.Location,
        ProjectErrors.BindingAmbiguous.Remedy);
}
