namespace Ocx.Core.Diagnostics;

/// <summary>9xxx: the program's own surroundings.</summary>
public static class HostErrors
{
    public static readonly ErrorCode MSBuildTooOld = new(
        "OCX9001", ExitCode.Failure, "MSBuild is too old",
        "Ocx.Build.Sdk needs MSBuild 18 or later.",
        "Use the .NET SDK 10 or later, or Visual Studio 2026.");

    public static readonly ErrorCode SdkTooOld = new(
        "OCX9002", ExitCode.Failure, "The .NET SDK is too old",
        "Ocx.Build.Sdk needs the .NET SDK 10.0.100 or later.",
        "Install the .NET SDK 10, and check what global.json pins.");

    public static readonly ErrorCode HostUnsupported = new(
        "OCX9003", ExitCode.Failure, "This machine's platform is not supported",
        "Supported are Linux, macOS and Windows on amd64 and arm64.",
        "Name a platform with --platform to fetch tools for another machine.");

    public static readonly ErrorCode Internal = new(
        "OCX9999", ExitCode.Failure, "An internal error",
        "A defect in this program.",
        "Please report it with the text shown.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        MSBuildTooOld, SdkTooOld, HostUnsupported, Internal,
    ];
}
