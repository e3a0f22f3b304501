using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Build.Tasks;

/// <summary>From the names that .NET has for platforms to those of packages.</summary>
internal static class RuntimeIdentifiers
{
    /// <summary>What is published for Linux asks for the C library it was made for: glibc, or musl on Alpine.</summary>
    /// <exception cref="OcxException">OCX1021.</exception>
    public static Platform PlatformOf(string runtimeIdentifier) => runtimeIdentifier switch
    {
        "linux-x64" => Platform.Parse("linux/amd64+libc.glibc"),
        "linux-arm64" => Platform.Parse("linux/arm64+libc.glibc"),
        "linux-musl-x64" => Platform.Parse("linux/amd64+libc.musl"),
        "linux-musl-arm64" => Platform.Parse("linux/arm64+libc.musl"),
        "osx-x64" => Platform.Parse("darwin/amd64"),
        "osx-arm64" => Platform.Parse("darwin/arm64"),
        "win-x64" => Platform.Parse("windows/amd64"),
        "win-arm64" => Platform.Parse("windows/arm64"),
        _ => throw new OcxException(
            ProjectErrors.PlatformInvalid,
            $"The RuntimeIdentifier '{runtimeIdentifier}' stands for no platform of packages.",
            nextStep: "Use one of linux-x64, linux-arm64, linux-musl-x64, linux-musl-arm64, osx-x64, osx-arm64, win-x64 and win-arm64; or set OcxPackagePlatform, such as linux/amd64."),
    };
}
