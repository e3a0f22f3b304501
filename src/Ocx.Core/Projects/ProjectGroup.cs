namespace Ocx.Core.Projects;

/// <summary>Tools that are selected together.</summary>
/// <param name="Tools">In the order of the file.</param>
/// <param name="Environment">Variables of a named group; those of the whole project are <see cref="ProjectFile.Environment"/>.</param>
public sealed record ProjectGroup(
    string Name, IReadOnlyList<ToolDeclaration> Tools, IReadOnlyList<EnvironmentDeclaration> Environment, LazyMode? LazyMode)
{
    /// <summary>The group of <c>[tools]</c>.</summary>
    public const string Default = "default";

    /// <summary>Stands for every group in a selection.</summary>
    public const string All = "all";

    internal static bool IsReserved(string name) => name is Default or All;
}
