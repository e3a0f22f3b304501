using System.CommandLine;
using System.Globalization;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;
using Ocx.Core.Verification;

namespace Ocx.Cli.Commands;

internal sealed class StoreVerifyCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "Only these and what they need", Arity = ArgumentArity.ZeroOrMore };
    private readonly Flag _repair = new("--repair", "Fetch again what is damaged, and mend links");

    public StoreVerifyCommand()
        : base("verify", "Compare the store with the digests it was installed by")
    {
        Add(_packages);
        Add(_repair);
    }

    public override string Explanation =>
        "For a tool that behaves strangely, or after a full disk, a power failure or a cache that was cut short: every file of every package is "
        + "compared with what was installed. Running tools and installs are not disturbed. `--repair` makes damaged packages anew from their registry; links to "
        + "them stay, and what cannot be fetched stays as it is. Layers that another ocx installed have no list of their files: they are reported as "
        + "unverifiable, which is no damage, and left alone.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("", "look at the whole store"),
        new("--repair", "and repair it"),
        new("ghcr.io/acme/cmake:3.28", "look at one package and its dependencies"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var packages = invocation.ParseIdentifiers(invocation.Arguments.GetValue(_packages) ?? []);
        var result = await invocation.Engine.VerifyStoreAsync(packages, invocation.Arguments.GetValue(_repair), invocation.Cancellation);
        Report(invocation, result);

        var exit = 0;
        foreach (var failure in Failures(result))
        {
            var code = invocation.Fail("store verify", failure);
            exit = exit == 0 ? code : exit;
        }

        return exit;
    }

    private static void Report(Invocation invocation, VerificationResult result)
    {
        IReadOnlyList<FindingEntry> entries = [.. result.Findings.Select(FindingEntry.Of)];
        if (entries.Count > 0)
        {
            invocation.Report(entries, json => json.IReadOnlyListFindingEntry, () => Table(entries));
        }

        if (entries.Count == 0 || !invocation.Settings.Json)
        {
            invocation.ReportText(entries, json => json.IReadOnlyListFindingEntry, Summary(result));
        }
    }

    private static PlainTable Table(IReadOnlyList<FindingEntry> entries)
    {
        var table = new PlainTable("Type", "Status", "Package", "Path", "Problem");
        foreach (var entry in entries)
        {
            table.Add(entry.Kind, entry.Status, entry.Identifier ?? "-", entry.Path, entry.Problem);
        }

        return table;
    }

    private static string Summary(VerificationResult result)
    {
        var damaged = result.Findings.Count(finding => finding.IsDamage);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Packages} packages, {result.Layers} layers, {result.Blobs} documents; {ByteSize.Format(result.Bytes)} compared; ")
            + (damaged == 0 ? "no damage" : string.Create(CultureInfo.InvariantCulture, $"{damaged} findings of damage"));
    }

    /// <summary>Each reason once: a registry that is out of reach is one for many findings.</summary>
    private static IEnumerable<OcxException> Failures(VerificationResult result)
    {
        var found = result.Findings.Count(finding => finding.Status == FindingStatus.Found);
        IEnumerable<OcxException> damage = found > 0 ? [new(StoreErrors.Damaged, $"Of what the store holds, {found} {(found == 1 ? "thing is" : "things are")} not as installed.")] : [];
        return damage.Concat(result.Findings.Select(finding => finding.Failure).OfType<OcxException>().DistinctBy(failure => failure.Message)).Concat(result.Failures);
    }
}
