namespace Ocx.Core.Diagnostics;

/// <summary>1xxx: the project file and the lock.</summary>
public static class ProjectErrors
{
    public static readonly ErrorCode ProjectNotFound = new(
        "OCX1001", ExitCode.Usage, "No project file",
        "No ocx.toml in this directory or above it, or the named file does not exist.",
        "Run `ocx init` to start one, or name it with `--project FILE` (`OcxProjectFile` in MSBuild).");

    public static readonly ErrorCode ProjectSyntax = new(
        "OCX1002", ExitCode.Configuration, "ocx.toml is not valid TOML",
        "The file breaks the rules of TOML at the place shown.",
        "Correct the line; the message says what was expected there.");

    public static readonly ErrorCode ProjectSchema = new(
        "OCX1003", ExitCode.Configuration, "ocx.toml has a key or value that is not allowed",
        "A table or key is unknown, reserved, or has a value of the wrong kind.",
        "Correct or remove the key at the place shown; docs/project-file.md lists what a project file may hold.");

    public static readonly ErrorCode ToolValueInvalid = new(
        "OCX1004", ExitCode.Configuration, "A tool is not a valid identifier",
        "A value under [tools] must be registry/repository with an optional :tag and @digest.",
        "Write it as `registry/repository:tag`, for example `ghcr.io/acme/protoc:31.1`.");

    public static readonly ErrorCode LockMissing = new(
        "OCX1005", ExitCode.Configuration, "No ocx.lock beside the project file",
        "Tools are restored from digests in ocx.lock, and there is none yet.",
        "Run `ocx lock` and commit the file.");

    public static readonly ErrorCode LockStale = new(
        "OCX1006", ExitCode.Data, "ocx.lock does not match ocx.toml",
        "The declarations in ocx.toml changed after ocx.lock was written.",
        "Run `ocx lock` and commit both files.");

    public static readonly ErrorCode LockInvalid = new(
        "OCX1007", ExitCode.Configuration, "ocx.lock cannot be read",
        "The file is not a lock: it is damaged, was merged badly, or was edited by hand.",
        "Run `ocx lock` to write it anew.");

    public static readonly ErrorCode LockVersionUnsupported = new(
        "OCX1008", ExitCode.Configuration, "ocx.lock has a version this program does not read",
        "Versions 2 and 3 are read; older and newer ones are not.",
        "Run `ocx lock` to write it anew, or use a newer version of this program.");

    public static readonly ErrorCode GroupUnknown = new(
        "OCX1009", ExitCode.Usage, "No such group",
        "A group was selected that ocx.toml does not declare.",
        "Use `default`, `all`, or a name that has a [group.NAME] table.");

    public static readonly ErrorCode BindingExists = new(
        "OCX1010", ExitCode.Usage, "The binding exists already",
        "`add` does not overwrite a tool of the same name in the same group.",
        "Choose another name with `NAME=IDENTIFIER`, or edit the entry in ocx.toml and run `ocx lock`.");

    public static readonly ErrorCode BindingUnknown = new(
        "OCX1011", ExitCode.Usage, "No such tool in the project",
        "A tool was named that the selected groups do not hold.",
        "Check the name against ocx.toml, or select its group with `-g`.");

    public static readonly ErrorCode BindingAmbiguous = new(
        "OCX1012", ExitCode.Usage, "A tool has two meanings in the selected groups",
        "Two selected groups bind one name to different content.",
        "Select one of the groups, or rename one of the bindings.");

    public static readonly ErrorCode NoLeafForPlatform = new(
        "OCX1013", ExitCode.Configuration, "The tool is not locked for this platform",
        "ocx.lock has no digest of this tool that fits the platform.",
        "Ask the publisher for this platform; once it is published, run `ocx update`.");

    public static readonly ErrorCode ProjectBusy = new(
        "OCX1014", ExitCode.Temporary, "Another program is changing the project",
        "ocx.toml is held by another ocx process.",
        "Wait for it to end and run the command again.");

    public static readonly ErrorCode FileTooLarge = new(
        "OCX1015", ExitCode.Configuration, "The file is too large",
        "Configuration, project and lock files hold at most 65,536 bytes.",
        "Make the file smaller.");

    public static readonly ErrorCode ProjectExists = new(
        "OCX1016", ExitCode.Usage, "ocx.toml exists already",
        "`init` does not overwrite a project file.",
        "Use `ocx add` to change it.");

    public static readonly ErrorCode NameInvalid = new(
        "OCX1017", ExitCode.Usage, "Not a valid name",
        "Tool and group names consist of letters, digits, `.`, `_` and `-`.",
        "Choose another name.");

    public static readonly ErrorCode ConfigSyntax = new(
        "OCX1018", ExitCode.Configuration, "A configuration file is not valid",
        "config.toml breaks the rules of TOML, or a value has the wrong kind.",
        "Correct the line at the place shown.");

    public static readonly ErrorCode ConfigNotFound = new(
        "OCX1019", ExitCode.NotFound, "The named configuration file does not exist",
        "`--config`, OCX_CONFIG or OcxConfigFile names a file that is not there. Only files that nobody named may be absent.",
        "Correct the path.");

    public static readonly ErrorCode IdentifierInvalid = new(
        "OCX1020", ExitCode.Data, "Not a valid package identifier",
        "Identifiers have the form [registry/]repository[:tag][@digest].",
        "Correct the identifier.");

    public static readonly ErrorCode PlatformInvalid = new(
        "OCX1021", ExitCode.Usage, "Not a valid platform",
        "Platforms have the form os/arch[/variant][+feature,…], or are `any`.",
        "Use for example `linux/amd64`, `darwin/arm64` or `windows/amd64`.");

    public static readonly ErrorCode UsageInvalid = new(
        "OCX1022", ExitCode.Usage, "The command line is not valid",
        "An option or argument is missing, unknown or contradicts another.",
        "Run the command with `--help`.");

    public static readonly ErrorCode SettingInvalid = new(
        "OCX1023", ExitCode.Configuration, "A setting has a value that is not allowed",
        "An environment variable or property of ours holds a value that cannot be read.",
        "Correct the value, or unset it.");

    public static readonly ErrorCode ConfigUnreadable = new(
        "OCX1024", ExitCode.InputOutput, "A configuration file cannot be read",
        "The file is there, but it is a directory or a device, or its permissions or the disk do not let it be read.",
        "Correct the path or its permissions; configuration has to be a regular file.");

    public static readonly ErrorCode RecipeInvalid = new(
        "OCX1025", ExitCode.Data, "The recipe is not valid",
        "A recipe for `package import` breaks the rules of TOML, or has a key or value that is not allowed, at the place shown.",
        "Correct it; docs/publishing.md shows what a recipe holds.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        ProjectNotFound, ProjectSyntax, ProjectSchema, ToolValueInvalid, LockMissing, LockStale, LockInvalid,
        LockVersionUnsupported, GroupUnknown, BindingExists, BindingUnknown, BindingAmbiguous,
        NoLeafForPlatform, ProjectBusy, FileTooLarge, ProjectExists, NameInvalid, ConfigSyntax,
        ConfigNotFound, IdentifierInvalid, PlatformInvalid, UsageInvalid, SettingInvalid,
        ConfigUnreadable, RecipeInvalid,
    ];
}
