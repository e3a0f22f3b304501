using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks;

/// <summary>Writes what a restore found into the file that the project's evaluation reads; leaves a file that says the same alone.</summary>
public sealed partial class OcxWriteProps
{
    /// <summary>Absolute path of <c>obj/PROJECT.ocx.g.props</c>, or of <c>obj/PROJECT.ocx.FRAMEWORK.g.props</c>.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Where the file counts, as MSBuild writes conditions; by default everywhere.</summary>
    public string? EvaluationCondition { get; set; }

    /// <summary>What the restore depended on, hashed. The next evaluation compares it with its own.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <summary>As <c>OcxRestore</c> gives them.</summary>
    public ITaskItem[] Tools { get; set; } = [];

    /// <summary>As <c>OcxRestore</c> gives them.</summary>
    public ITaskItem[] ToolPaths { get; set; } = [];

    /// <summary>As <c>OcxRestore</c> gives them.</summary>
    public ITaskItem[] Environment { get; set; } = [];

    /// <summary>As <c>OcxRestore</c> gives them.</summary>
    public ITaskItem[] Properties { get; set; } = [];
}
