using System.CommandLine;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Cascades;

namespace Ocx.Cli.Commands;

internal sealed class CascadeCheckCommand : Verb
{
    private readonly Argument<string[]> _packages = new("ID") { Description = "Packages; with a version: the rolling tags around it", Arity = ArgumentArity.OneOrMore };

    public CascadeCheckCommand()
        : base("check", "Compare rolling tags with the versions they stand for") => Add(_packages);

    public override string Explanation =>
        "For each platform, 1.2 should be the newest 1.2.x that has it, 1 the newest 1.x, and latest the newest of all; those of a variant likewise. "
        + "An interrupted push, one without --cascade, or a version that was deleted leaves them otherwise. Reads the registry itself, never a mirror, and "
        + "writes nothing. Exit code 65 when something is wrong.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/tool", "all rolling tags of a package"),
        new("ghcr.io/acme/tool:1.2", "1.2, what it rolls over, and 1 and latest"),
        new("ghcr.io/acme/tool:latest", "those without a variant"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var packages = invocation.ParseIdentifiers(invocation.Arguments.GetValue(_packages) ?? []);
        var reports = await invocation.Engine.CheckCascadesAsync(packages, invocation.Cancellation);
        invocation.Report(
            new CascadeCheckReport([.. reports.Select(CascadePackageReport.Of)]), json => json.CascadeCheckReport, () => TableOf(reports));
        foreach (var report in reports.Where(report => report.Rows.Any(row => row.IsFinding && row.Status != SlotStatus.Orphan)))
        {
            invocation.Messages.Warn($"Rolling tags of {report.Package} are wrong; `ocx package cascade repair {report.Package}` writes them anew.");
        }

        return (int)(reports.All(report => report.IsClean) ? ExitCode.Success : ExitCode.Data);
    }

    private static PlainTable TableOf(IReadOnlyList<CascadeReport> reports)
    {
        var table = new PlainTable("Tag", "Platform", "Status", "What To Do");
        foreach (var report in reports)
        {
            foreach (var row in report.Rows)
            {
                table.Add(
                    reports.Count > 1 ? $"{report.Package}:{row.Tag}" : row.Tag, row.Platform, row.Status.ToString().ToLowerInvariant(), AdviceOn(row));
            }
        }

        return table;
    }

    private static string AdviceOn(CascadeRow row) => row.Status switch
    {
        SlotStatus.Missing => $"Repair adds what {row.Source} has.",
        SlotStatus.Stale when row.ObservedSource is { } version => $"Repair moves it from {version} to {row.Source}.",
        SlotStatus.Stale => $"Repair moves it from a manifest that no version has to {row.Source}.",
        SlotStatus.Duplicate => "Repair leaves one of the entries.",
        SlotStatus.Orphan => "No version has it, and repair leaves it: publish the version again, or delete the tag and repair.",
        _ => "",
    };
}
