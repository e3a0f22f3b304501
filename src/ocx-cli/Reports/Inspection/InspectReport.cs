using System.Text.Json.Serialization;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="Platform">That packages were chosen for; null where nothing was chosen.</param>
/// <param name="Packages">In request order.</param>
/// <param name="Env">Entries of the command line, applied last.</param>
internal sealed record InspectReport(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Platform,
    IReadOnlyList<InspectEntry> Packages,
    IReadOnlyList<EnvironmentReportEntry> Env);
