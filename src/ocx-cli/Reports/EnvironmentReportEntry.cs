using System.Text.Json.Serialization;
using Ocx.Core.Environments;
using Ocx.Core.Packages;

namespace Ocx.Cli.Reports;

/// <param name="Type"><c>path</c>, <c>constant</c> or <c>list</c>.</param>
/// <param name="Separator">Only of a list.</param>
internal sealed record EnvironmentReportEntry(
    string Key,
    string Value,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Separator)
{
    public static EnvironmentReportEntry Of(EnvironmentEntry entry) =>
        new(entry.Key, entry.Value, EnvironmentReport.NameOf(entry.Type), entry.Type == VariableType.List ? entry.Separator ?? " " : null);
}
