using Ocx.Core.Installation;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

internal static class ToolRoots
{
    /// <summary>The tool as an environment is composed of it.</summary>
    public static PackageRoot Of(RestoredTool tool) => new(tool.Declared with { Digest = tool.Digest }, tool.Root);
}
