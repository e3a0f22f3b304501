using System.Text.Json.Nodes;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Reports;

/// <summary>What a failing command prints on standard output when JSON was asked for.</summary>
internal sealed record FailureEnvelope(int SchemaVersion, string Command, int ExitCode, FailureDetail Error)
{
    public static FailureEnvelope Of(string command, OcxException failure, JsonObject context) =>
        new(1, command, (int)failure.Exit, new(KindOf(failure.Exit), failure.Code.Id, failure.FullMessage, context));

    private static string KindOf(ExitCode exit) => exit switch
    {
        Core.Diagnostics.ExitCode.Usage => "usage_error",
        Core.Diagnostics.ExitCode.Data => "data_error",
        Core.Diagnostics.ExitCode.Unavailable => "unavailable",
        Core.Diagnostics.ExitCode.InputOutput => "io_error",
        Core.Diagnostics.ExitCode.Temporary => "temp_fail",
        Core.Diagnostics.ExitCode.Permission or Core.Diagnostics.ExitCode.PolicyBlocked => "permission_denied",
        Core.Diagnostics.ExitCode.Configuration => "config_error",
        Core.Diagnostics.ExitCode.NotFound => "not_found",
        Core.Diagnostics.ExitCode.Authentication => "auth_error",
        _ => "internal",
    };
}
