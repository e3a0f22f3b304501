using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Publishing.Importing;

namespace Ocx.Cli.Commands;

internal sealed class ImportCommand : Verb
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "A TOML file: the package, its version, and where each platform's files come from" };
    private readonly Option<string?> _identifier = new("--identifier", "-i") { Description = "Publish as this package instead of the recipe's", HelpName = "ID" };
    private readonly Flag _new = new("--new", "The package's first version; a registry that cannot list tags does not matter", "-n");
    private readonly Flag _dryRun = new("--dry-run", "Fetch, verify and bundle everything, and publish nothing");

    public ImportCommand()
        : base("import", "Publish a released tool for all platforms from a recipe")
    {
        Add(_recipe);
        Add(_identifier);
        Add(_new);
        Add(_dryRun);
    }

    public override string Explanation =>
        "Fetches the archives that a recipe names, by path or by url with their SHA-256, bundles what it says of them for each platform, and publishes all "
        + "platforms and their rolling tags. Nothing is published before everything is fetched, verified and bundled. After a failure, run it again: "
        + "downloads go on where they ended, and what the registry has is not sent again.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("protoc.toml", "publish what the recipe says"),
        new("--dry-run protoc.toml", "see whether all of it can be had"),
        new("-i ghcr.io/acme/protoc protoc.toml", "publish the recipe's version elsewhere"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var imported = await invocation.Engine.ImportPackageAsync(
            new ImportRequest(
                invocation.AbsolutePath(arguments.GetRequiredValue(_recipe)),
                arguments.GetValue(_identifier) is { } identifier ? invocation.Engine.ParseIdentifier(identifier) : null,
                arguments.GetValue(_dryRun),
                arguments.GetValue(_new)),
            invocation.Cancellation);
        foreach (var stop in imported.Platforms.Select(platform => platform.Push?.CascadeStop).OfType<string>().Distinct())
        {
            invocation.Messages.Tell(stop);
        }

        var report = new ImportReport(
            imported.Package.ToString(), arguments.GetValue(_dryRun) ? "planned" : "imported", [.. imported.Platforms.Select(ImportedEntry.Of)]);
        invocation.Report(report, json => json.ImportReport, () =>
        {
            var table = new PlainTable("Platform", "Digest", "Tags", "Layers");
            foreach (var entry in report.Platforms)
            {
                table.Add(
                    entry.Platform,
                    entry.ManifestDigest ?? "not published",
                    string.Join(',', entry.CascadeTagsWritten.Prepend(imported.Package.Tag)),
                    entry.Layers is { } layers ? $"{layers.Mounted} mounted, {layers.Uploaded} uploaded, {layers.Verified} verified" : $"{entry.LayerDigests.Count}");
            }

            return table;
        });
        return 0;
    }
}
