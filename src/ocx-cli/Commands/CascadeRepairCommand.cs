using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Cascades;

namespace Ocx.Cli.Commands;

internal sealed class CascadeRepairCommand : Verb
{
    private readonly Argument<string[]> _packages = new("ID") { Description = "Packages; with a version: the rolling tags around it", Arity = ArgumentArity.OneOrMore };
    private readonly Flag _dryRun = new("--dry-run", "Write nothing; show which tags would be written");

    private readonly Option<string?> _announce = new("--announce-tags")
    {
        Description = "Add the tags that were written to a file, one a line; for one package",
        HelpName = "FILE",
    };

    public CascadeRepairCommand()
        : base("repair", "Write rolling tags anew that stand for the wrong versions")
    {
        Add(_packages);
        Add(_dryRun);
        Add(_announce);
    }

    public override string Explanation =>
        "What `ocx package cascade check` finds is written anew, each rolling tag as a whole: the newest manifest of each platform. A platform that no version has "
        + "stays, since somebody may use it. A tag is not written while something it would name is missing, nor over what somebody else has "
        + "written meanwhile. Exit code 65 when something is still wrong afterwards.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("--dry-run ghcr.io/acme/tool", "see which tags would be written"),
        new("ghcr.io/acme/tool", "write them"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var packages = invocation.ParseIdentifiers(invocation.Arguments.GetValue(_packages) ?? []);
        var dryRun = invocation.Arguments.GetValue(_dryRun);
        var announced = invocation.Arguments.GetValue(_announce) is { } file ? invocation.AbsolutePath(file) : null;
        if (announced is not null && packages.DistinctBy(package => package.RepositoryName).Count() > 1)
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid,
                "Several packages are to be repaired, and the file of --announce-tags has no room for their names.",
                nextStep: "Repair one package at a time, each with a file of its own.");
        }

        var tags = announced is null || dryRun ? null : new TagList(announced);
        if (tags is not null)
        {
            await tags.PrepareAsync(invocation.Cancellation);
        }

        var repairs = await invocation.Engine.RepairCascadesAsync(packages, dryRun, invocation.Cancellation);
        invocation.Report(
            new CascadeRepairReport([.. repairs.Select(CascadeRepairEntry.Of)], dryRun, announced), json => json.CascadeRepairReport, () => TableOf(repairs));
        if (tags is not null)
        {
            await tags.AddAsync(repairs.SelectMany(repair => repair.Written), invocation.Cancellation);
        }

        foreach (var failure in repairs.SelectMany(repair => repair.Outcomes).Select(outcome => outcome.Failure).OfType<OcxException>().DistinctBy(failure => failure.Message))
        {
            invocation.Fail("package cascade repair", failure);
        }

        return (int)(repairs.All(repair => repair.IsClean) ? ExitCode.Success : ExitCode.Data);
    }

    private static PlainTable TableOf(IReadOnlyList<CascadeRepair> repairs)
    {
        var table = new PlainTable("Tag", "Status", "Meaning");
        foreach (var repair in repairs)
        {
            foreach (var tag in repair.Planned)
            {
                var outcome = repair.Outcomes.FirstOrDefault(outcome => outcome.Tag == tag);
                Add(tag, outcome?.Result.ToString().ToLowerInvariant() ?? "planned", outcome is null ? Plan(repair.Report, tag) : Meaning(outcome));
            }

            foreach (var tag in repair.Report.Unrepairable.Except(repair.Planned))
            {
                Add(tag, "left", "Has a platform that no version has: publish the version again, or delete the tag and repair.");
            }

            void Add(string tag, string status, string meaning) =>
                table.Add(repairs.Count > 1 ? $"{repair.Report.Package}:{tag}" : tag, status, meaning);
        }

        return table;
    }

    private static string Plan(CascadeReport report, string tag) => string.Join(
        ", ", report.Rows.Where(row => row.Tag == tag && row.IsFinding).Select(row => $"{row.Platform} is {row.Status.ToString().ToLowerInvariant()}"));

    private static string Meaning(RepairOutcome outcome) => outcome switch
    {
        { Result: RepairResult.Written, Verified: false } => "Somebody else wrote it at the same time: check again.",
        { Result: RepairResult.Written, Orphans: > 0 } => "Platforms that no version has are still there.",
        { Result: RepairResult.Written } => "",
        { Result: RepairResult.Raced } => "Somebody else has moved the tag meanwhile: check again.",
        { Reason: RefusalReason.ChildManifestMissing } => $"The manifest {outcome.Child} is gone: publish the version that has it again.",
        { Reason: RefusalReason.ChildDigestUnaddressable } => $"The registry does not take the digest {outcome.Child}: publish the version that has it again.",
        { Reason: RefusalReason.WouldEmptyIndex } => "Nothing would be left in it: delete the tag.",
        _ => outcome.Failure?.Message ?? "",
    };
}
