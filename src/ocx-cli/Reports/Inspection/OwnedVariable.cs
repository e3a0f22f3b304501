using System.Text.Json.Serialization;

namespace Ocx.Cli.Reports.Inspection;

/// <param name="Type"><c>path</c>, <c>constant</c> or <c>list</c>.</param>
/// <param name="Package">Whose it is.</param>
/// <param name="Separator">Only of a list.</param>
internal sealed record OwnedVariable(
    string Key, string Type, string Package, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Separator);
