using System.CommandLine;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Cli.Options;

/// <summary><c>-p, --platform P</c>.</summary>
internal static class PlatformChoice
{
    public static Option<string?> Option(string description = "Choose another platform than this machine's, such as linux/arm64") => new("--platform", "-p")
    {
        Description = description,
        HelpName = "OS/ARCH",
    };

    /// <returns>Null: this machine's.</returns>
    /// <exception cref="OcxException">OCX1021.</exception>
    public static Platform? PlatformOf(this Invocation invocation, Option<string?> option) =>
        invocation.Arguments.GetValue(option) is { } text ? Platform.Parse(text) : null;
}
