using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks;

/// <summary>
/// Runs a restored tool, without a shell. Lines in MSBuild's canonical form (<c>file(line,col): error X: text</c>) become errors and warnings.
/// Fails with OCX4001 (no such command), OCX4002 (the command failed) or OCX4008 (no such tool).
/// </summary>
public sealed partial class OcxExec
{
    /// <summary>The binding of the tool in <c>ocx.toml</c>.</summary>
    [Required]
    public string Tool { get; set; } = "";

    /// <summary>The restored tools: <c>@(OcxTool)</c>.</summary>
    [Required]
    public ITaskItem[] Tools { get; set; } = [];

    /// <summary>The program: a name to be searched in the tool's own directories and then on PATH, or a path. By default the binding.</summary>
    public string? Command { get; set; }

    /// <summary>One argument per item, passed on as they are and in order.</summary>
    public ITaskItem[] Arguments { get; set; } = [];

    /// <summary>Where the program runs; relative to the project, by default the project's directory.</summary>
    public ITaskItem? WorkingDirectory { get; set; }

    /// <summary>Further variables, each KEY=VALUE. They come after the tool's own.</summary>
    public string[] EnvironmentVariables { get; set; } = [];

    /// <summary>High, normal or low: how important the program's lines are. By default high.</summary>
    public string StandardOutputImportance { get; set; } = nameof(MessageImportance.High);

    /// <summary>Collects standard output in <see cref="ConsoleOutput"/>.</summary>
    public bool ConsoleToMSBuild { get; set; }

    /// <summary>Leaves it to the caller to look at <see cref="ExitCode"/>.</summary>
    public bool IgnoreExitCode { get; set; }

    /// <summary>The lines of standard output, if <see cref="ConsoleToMSBuild"/> is true.</summary>
    [Output]
    public ITaskItem[] ConsoleOutput { get; private set; } = [];

    /// <summary>-1 when the program did not run.</summary>
    [Output]
    public int ExitCode { get; private set; } = -1;
}
