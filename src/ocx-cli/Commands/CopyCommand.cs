using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Copying;

namespace Ocx.Cli.Commands;

internal sealed class CopyCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "A package with its tag; or with a digest, of one platform" };
    private readonly Option<string?> _to = new("--to") { Description = "The registry to copy to; repository and tag stay the same", HelpName = "REGISTRY" };
    private readonly Option<string?> _identifier = new("--identifier", "-i") { Description = "The package to copy to; without a tag: the source's", HelpName = "ID" };

    private readonly Option<string[]> _platforms = new("--platform", "-p")
    {
        Description = "Only this platform; repeatable; default: all. Of a digest: what it is for",
        HelpName = "OS/ARCH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Flag _cascade = new("--cascade", "Move the target's rolling tags above the version too, where it is the newest there", "-c");
    private readonly PairedFlags _canonical = new("canonical-tag", "Tag each manifest with its digest too, which keeps it when the version's tag moves", "Do not");
    private readonly PairedFlags _referrers = new("referrers", "Copy signatures and SBOMs too, and what refers to those", "Leave them out");
    private readonly Flag _description = new("--description", "Copy the repository's description too");

    private readonly Option<string[]> _annotations = new("--annotation")
    {
        Description = "For the tag's index, and that of each rolling tag; repeatable",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Flag _dryRun = new("--dry-run", "Only tell what would be done");

    public CopyCommand()
        : base("copy", "Copy a package to another registry, digests kept")
    {
        Add(_source);
        Add(_to);
        Add(_identifier);
        Add(_platforms);
        Add(_cascade);
        _canonical.AddTo(this);
        _referrers.AddTo(this);
        Add(_description);
        Add(_annotations);
        Add(_dryRun);
        Validators.Add(result =>
        {
            if (result.GetResult(_to) is null == result.GetResult(_identifier) is null)
            {
                result.AddError("Name either the registry to copy to with --to, or the package with --identifier.");
            }
        });
    }

    public override string Explanation =>
        "Promotes what was tested: manifests and layers stay byte for byte what they are, so that locks which name their digests hold at the target too. "
        + "Nothing is unpacked, and what the target has is not sent again. The tag's other platforms at the target stay.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("--to ghcr.io staging.example/acme/tool:1.2.3", "into the same repository of another registry"),
        new("-c -i ghcr.io/acme/tool:1.2.3 staging.example/ci/tool:build-17", "as a version, and move 1.2, 1 and latest along"),
        new("--dry-run --json --to ghcr.io staging.example/acme/tool:1.2.3", "what would be done"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var typed = arguments.GetRequiredValue(_source);
        invocation.FailureContext["source"] = typed;
        invocation.FailureContext["target"] = arguments.GetValue(_identifier) ?? arguments.GetValue(_to);
        var source = invocation.Engine.ParseIdentifier(typed);
        var request = new CopyRequest(
            source,
            arguments.GetValue(_identifier) is { } target ? invocation.Engine.ParseIdentifier(target) : CopyRequest.TargetAt(arguments.GetValue(_to)!, source),
            [.. (arguments.GetValue(_platforms) ?? []).Select(Platform.Parse)],
            AnnotationList.Parse(arguments.GetValue(_annotations) ?? []),
            arguments.GetValue(_cascade),
            _canonical.Of(invocation),
            _referrers.Of(invocation),
            arguments.GetValue(_description),
            arguments.GetValue(_dryRun));
        var result = await invocation.Engine.CopyPackageAsync(request, invocation.Cancellation);
        foreach (var stop in result.CascadeStops)
        {
            invocation.Messages.Note(stop);
        }

        Write(invocation, CopyReport.Of(result));
        return 0;
    }

    private static void Write(Invocation invocation, CopyReport report)
    {
        var (present, mounted, uploaded) = report.Blobs;
        invocation.Messages.Note(
            $"{report.Target}: {report.Status}. Blobs: {present} there already, {mounted} mounted, {uploaded} uploaded; referrers: {report.ReferrersCopied}; "
            + $"rolling tags: {(report.CascadeTagsWritten.Count == 0 ? "none" : string.Join(", ", report.CascadeTagsWritten))}"
            + (report.Description is { } description ? $"; description: {description}." : "."));
        invocation.Report(report, json => json.CopyReport, () =>
        {
            var table = new PlainTable("Platform", "Digest", "Disposition");
            foreach (var row in report.Platforms)
            {
                table.Add(row.Platform, row.Digest, row.Disposition);
            }

            return table;
        });
    }
}
