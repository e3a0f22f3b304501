using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks;

/// <summary>Writes the variables of the selected groups to a file. Fails with OCX4009.</summary>
public sealed partial class OcxExport
{
    /// <summary>The variables: <c>@(OcxEnvironment)</c>.</summary>
    public ITaskItem[] Environment { get; set; } = [];

    /// <summary>
    /// Absolute path. <c>.json</c>: every contribution in order, <c>{"entries":[{"key","value","type","separator"?}]}</c>. Any other name:
    /// one <c>KEY="VALUE"</c> line per variable, the contributions folded into the build's own environment.
    /// </summary>
    [Required]
    public string File { get; set; } = "";
}
