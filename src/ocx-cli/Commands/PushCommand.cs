using System.CommandLine;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing;

namespace Ocx.Cli.Commands;

internal sealed class PushCommand : Verb
{
    private readonly Argument<string[]> _words = new("[ID] LAYER...")
    {
        Description = "The package, unless --identifier names it; then its archives, base first",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _identifier = new("--identifier", "-i") { Description = "The package with its tag", HelpName = "ID" };
    private readonly Option<string> _platform = new("--platform", "-p") { Description = "The platform it is for, or any", HelpName = "OS/ARCH", Required = true };

    private readonly Option<string?> _metadata = new("--metadata", "-m")
    {
        Description = "metadata.json; default: the file that `package create` put beside the first archive",
        HelpName = "FILE",
    };

    public PushCommand()
        : base("push", "Publish a package for one platform")
    {
        Add(_words);
        Add(_identifier);
        Add(_platform);
        Add(_metadata);
    }

    public override string Explanation =>
        "Uploads the archives and the metadata and adds the platform to the tag; the tag's other platforms stay. "
        + "Layers that the registry has are not sent again. Push once for each platform.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("-p linux/amd64 -i ghcr.io/acme/tool:1.2.3 tool.tar.gz", "publish for one platform"),
        new("-p linux/amd64 -i ghcr.io/acme/tool:1.2.3 base.tar.gz tool.tar.gz", "in two layers, of which others may share the first"),
        new("-p any -m metadata.json -i ghcr.io/acme/toolchain:2", "without files: a package of dependencies"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var layers = (arguments.GetValue(_words) ?? []).ToList();
        var name = arguments.GetValue(_identifier);
        if (name is null && layers.Count > 0 && !IsLayer(invocation, layers[0]))
        {
            name = layers[0];
            layers.RemoveAt(0);
        }

        if (name is null)
        {
            throw new OcxException(ProjectErrors.UsageInvalid, "The package to publish is not named.", nextStep: "Name it with `--identifier ID`.");
        }

        var request = new PushRequest(
            invocation.Engine.ParseIdentifier(name),
            Platform.Parse(arguments.GetRequiredValue(_platform)),
            [.. layers.Select(invocation.AbsolutePath)],
            arguments.GetValue(_metadata) is { } metadata ? invocation.AbsolutePath(metadata) : null);
        var pushed = await invocation.Engine.PushPackageAsync(request, invocation.Cancellation);
        invocation.Messages.Note($"Layers: {pushed.Uploaded} uploaded, {pushed.Verified} there already.");
        Write(invocation, new(pushed.Identifier.ToString(), "pushed", pushed.ManifestDigest.ToString(), []));
        return 0;
    }

    private static void Write(Invocation invocation, PushReport report) => invocation.Report(report, json => json.PushReport, () =>
    {
        var table = new PlainTable("Identifier", "Status", "Digest", "Tags");
        table.Add(report.Identifier, report.Status, report.ManifestDigest, string.Join(',', report.CascadeTagsWritten));
        return table;
    });

    private static bool IsLayer(Invocation invocation, string word) =>
        MediaTypes.LayerTypeOf(word) is not null || File.Exists(invocation.AbsolutePath(word));
}
