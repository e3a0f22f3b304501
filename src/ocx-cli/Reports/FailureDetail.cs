using System.Text.Json.Nodes;

namespace Ocx.Cli.Reports;

/// <param name="Detail">The error code, <c>OCX####</c>.</param>
/// <param name="Context">Always an object; what the failure is about.</param>
internal sealed record FailureDetail(string Kind, string Detail, string Message, JsonObject Context);
