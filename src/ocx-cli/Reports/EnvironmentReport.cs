using Ocx.Cli.Output;
using Ocx.Core.Environments;
using Ocx.Core.Packages;

namespace Ocx.Cli.Reports;

/// <summary>Contributions to an environment in the order in which they apply; nothing is merged.</summary>
internal sealed record EnvironmentReport(IReadOnlyList<EnvironmentReportEntry> Entries)
{
    public static void Write(Invocation invocation, ComposedEnvironment environment)
    {
        invocation.Warn(environment);
        var entries = environment.Entries.Select(EnvironmentReportEntry.Of).ToList();
        invocation.Report(new EnvironmentReport(entries), json => json.EnvironmentReport, () =>
        {
            var table = new PlainTable("Key", "Type", "Value");
            foreach (var entry in entries)
            {
                table.Add(entry.Key, entry.Type, entry.Value);
            }

            return table;
        });
    }

    public static string NameOf(VariableType type) => type switch
    {
        VariableType.Path => "path",
        VariableType.Constant => "constant",
        _ => "list",
    };
}
