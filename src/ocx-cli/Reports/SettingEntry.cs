using System.Text.Json.Serialization;
using Ocx.Core.Configuration;

namespace Ocx.Cli.Reports;

/// <param name="Key">Dotted. Places where a file was looked for are <c>files.TIER</c>.</param>
/// <param name="Origin">A file with line and column, a variable, an option, or <c>default</c>; of a file, what became of it. Null: not asked for.</param>
internal sealed record SettingEntry(
    string Key, string Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Origin)
{
    public static SettingEntry Of(ConfigurationSource source) => new($"files.{source.Tier}", source.Path, source.State switch
    {
        ConfigurationSourceState.Read => "read",
        ConfigurationSourceState.Link => "a symbolic link, passed over",
        ConfigurationSourceState.SwitchedOff => $"left out, {OcxVariables.NoConfig}",
        _ => "not found",
    });
}
