namespace Ocx.Core.Diagnostics;

/// <summary>4xxx: environments, export and execution.</summary>
public static class ExecutionErrors
{
    public static readonly ErrorCode CommandNotFound = new(
        "OCX4001", ExitCode.Failure, "The command cannot be started",
        "No program of that name is in the package or on PATH, or it is not executable.",
        "Check the name. If a file of the package was lost, delete the package's directory and restore again.");

    public static readonly ErrorCode CommandFailed = new(
        "OCX4002", ExitCode.Failure, "The command failed",
        "The tool ended with an exit code other than 0.",
        "Its own messages above say why.");

    public static readonly ErrorCode TemplateInvalid = new(
        "OCX4003", ExitCode.Data, "A value in the package's metadata cannot be resolved",
        "A ${…} token is unknown, or names a dependency or variable that does not exist.",
        "Tell the publisher of the package.");

    public static readonly ErrorCode EntrypointCollision = new(
        "OCX4004", ExitCode.Data, "Two packages offer the same command",
        "Two of the composed packages declare one entry point name.",
        "Compose them separately, or remove one.");

    public static readonly ErrorCode VersionConflict = new(
        "OCX4005", ExitCode.Data, "Two versions of one package in one environment",
        "The tools depend on different builds of the same package.",
        "Use versions of the tools that agree.");

    public static readonly ErrorCode RequiredPathMissing = new(
        "OCX4006", ExitCode.Data, "A path the package promises is missing",
        "The metadata requires a path that the content does not have.",
        "Tell the publisher of the package.");

    public static readonly ErrorCode SeparatorConflict = new(
        "OCX4007", ExitCode.Data, "Two packages join one variable differently",
        "Two contributions to one list variable use different separators.",
        "Use versions of the tools that agree.");

    public static readonly ErrorCode ToolUnknown = new(
        "OCX4008", ExitCode.Usage, "No such tool in this project",
        "OcxExec names a tool that ocx.toml does not bind in the selected groups.",
        "Check the name against ocx.toml and OcxGroups.");

    public static readonly ErrorCode ExportFailed = new(
        "OCX4009", ExitCode.InputOutput, "The export cannot be written",
        "The file for the exported variables cannot be written.",
        "Correct the path.");

    public static readonly ErrorCode OverrideInvalid = new(
        "OCX4010", ExitCode.Usage, "Not a valid environment entry",
        "Entries have the form KEY=VALUE or KEY:TYPE[:SEPARATOR]=VALUE.",
        "Correct the entry.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        CommandNotFound, CommandFailed, TemplateInvalid, EntrypointCollision, VersionConflict,
        RequiredPathMissing, SeparatorConflict, ToolUnknown, ExportFailed, OverrideInvalid,
    ];
}
