using System.Text.Json.Nodes;
using Microsoft.Build.Framework;
using Ocx.Core.Environments;

namespace Ocx.Build.Tasks;

[MSBuildMultiThreadableTask]
public sealed partial class OcxExport : OcxTask
{
    protected override void Run(CancellationToken cancellationToken)
    {
        IReadOnlyList<EnvironmentEntry> entries = [.. Environment.Select(EnvironmentItems.FromItem)];
        var text = File.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ToJson(entries) : ToAssignments(entries);
        OutputFile.WriteIfDifferent(File, text);
    }

    private static string ToJson(IReadOnlyList<EnvironmentEntry> entries)
    {
        var array = new JsonArray();
        foreach (var entry in entries)
        {
            var item = new JsonObject { ["key"] = entry.Key, ["value"] = entry.Value, ["type"] = EnvironmentItems.NameOf(entry.Type) };
            if (entry.Separator is not null)
            {
                item["separator"] = entry.Separator;
            }

            array.Add((JsonNode)item);
        }

        return new JsonObject { ["entries"] = array }.ToString() + "\n";
    }

    private static string ToAssignments(IReadOnlyList<EnvironmentEntry> entries)
    {
        var variables = new ComposedEnvironment(entries, []).ApplyTo(ProcessEnvironment.Read());
        var lines = entries.Select(entry => entry.Key).Distinct(StringComparer.Ordinal).Select(key => $"{key}=\"{Quote(variables[key])}\"\n");
        return string.Concat(lines);
    }

    private static string Quote(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
