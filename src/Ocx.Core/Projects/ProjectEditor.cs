using System.Text.RegularExpressions;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>Adds and removes tools in the text of <c>ocx.toml</c>; all else stays as the user wrote it (contract: cli, 7.5).</summary>
public static partial class ProjectEditor
{
    /// <summary>Adds a tool in the shape that its group has in the file; a new group gets <c>[group.NAME.tools]</c>.</summary>
    /// <param name="identifier">Written in full, with <c>:latest</c> where it has neither tag nor digest.</param>
    /// <exception cref="OcxException">OCX1010 it exists; OCX1015 the file gets too large; OCX1017 a name is not allowed.</exception>
    public static ProjectFile Add(ProjectFile project, string group, string name, Identifier identifier)
    {
        RequireName(name, NamePattern(), "tool", "letters, digits, '.', '_' and '-'");
        RequireName(group, GroupPattern(), "group", "letters, digits, '_' and '-'");
        if (group == ProjectGroup.All)
        {
            throw new OcxException(ProjectErrors.NameInvalid, "The group name 'all' is reserved: it stands for every group.");
        }

        if (FindTool(project, group, name) is { } existing)
        {
            throw new OcxException(
                ProjectErrors.BindingExists,
                $"The group '{group}' has a tool '{name}' already: {existing.Identifier}.",
                existing.Location,
                ProjectErrors.BindingExists.Remedy);
        }

        var added = new ToolDeclaration(group, name, ToolDeclaration.Normalize(identifier), Location: default);
        var document = project.Document.With([.. ToolsPath(project, group), name], added.Identifier.ToString());
        return Reparse(project, document.ToBytes(), Tools(project).Append(added));
    }

    /// <summary>Removes a tool, and its group when nothing is left in it.</summary>
    /// <exception cref="OcxException">OCX1011 there is no such tool.</exception>
    public static ProjectFile Remove(ProjectFile project, string group, string name)
    {
        if (FindTool(project, group, name) is null)
        {
            throw new OcxException(
                ProjectErrors.BindingUnknown,
                $"The group '{group}' of the project has no tool '{name}'.",
                new(project.Path),
                ProjectErrors.BindingUnknown.Remedy,
                exit: ExitCode.NotFound);
        }

        string[] path = group == ProjectGroup.Default ? ["tools"] : ["group", group, "tools"];
        if (project.Document.Find([.. path, name]) is null)
        {
            path = path[..^1];
        }

        var document = project.Document.Without([.. path, name]);
        for (; path.Length > 1 && document.Find(path) is TomlTable { Entries.Count: 0 }; path = path[..^1])
        {
            document = document.Without(path);
        }

        return Reparse(project, document.ToBytes(), Tools(project).Where(tool => (tool.Group, tool.Name) != (group, name)));
    }

    private static string[] ToolsPath(ProjectFile project, string group)
    {
        if (group == ProjectGroup.Default)
        {
            return ["tools"];
        }

        string[] nested = ["group", group, "tools"];
        var isFlat = project.FindGroup(group) is { Tools.Count: > 0 } && project.Document.Find(nested) is not TomlTable;
        return isFlat ? nested[..2] : nested;
    }

    private static ToolDeclaration? FindTool(ProjectFile project, string group, string name) =>
        project.FindGroup(group)?.Tools.FirstOrDefault(tool => tool.Name == name);

    /// <summary>All that an edit may change: the tools, wherever they stand.</summary>
    private static IEnumerable<ToolDeclaration> Tools(ProjectFile project) =>
        project.Groups.SelectMany(group => group.Tools).Select(tool => tool with { Location = default });

    private static ProjectFile Reparse(ProjectFile project, byte[] content, IEnumerable<ToolDeclaration> intended)
    {
        var edited = ProjectFile.Parse(content, project.Path);
        return Tools(edited).ToHashSet().SetEquals(intended)
            ? edited
            : throw new InvalidOperationException($"The edit of {project.Path} does not declare the intended tools.");
    }

    private static void RequireName(string name, Regex pattern, string what, string allowed)
    {
        if (!pattern.IsMatch(name))
        {
            throw new OcxException(ProjectErrors.NameInvalid, $"'{name}' is not a {what} name: it may hold {allowed}.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex GroupPattern();
}
