using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Publishing.Pushing;

namespace Ocx.Cli.Commands;

internal sealed class PushCommand : Verb
{
    private readonly Argument<string[]> _words = new("[ID] LAYER...")
    {
        Description = "The package, unless --identifier names it; then its layers, base first: FILE or sha256:HEX.tar.gz, with :strip=N,prefix=PATH,from=REPOSITORY",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _identifier = new("--identifier", "-i") { Description = "The package with its tag", HelpName = "ID" };
    private readonly Option<string?> _platform = PlatformChoice.Option("Where it runs, or any");

    private readonly Option<string?> _metadata = new("--metadata", "-m")
    {
        Description = "metadata.json; default: the file that `package create` put beside the archive",
        HelpName = "FILE",
    };

    private readonly Flag _cascade = new("--cascade", "Move the rolling tags above the version too (1.2, 1, latest), where it is the newest for the platform", "-c");
    private readonly Flag _new = new("--new", "With --cascade: the package's first version; a registry that cannot list tags does not matter", "-n");
    private readonly BuildTimestampOption _timestamp = new();
    private readonly PairedFlags _canonical = new("canonical-tag", "Tag the manifest with its digest too, which keeps it when the version's tag moves", "Do not");

    private readonly Option<string[]> _annotations = new("--annotation")
    {
        Description = "For the tag's index, and that of each rolling tag; repeatable",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _announce = new("--announce-file")
    {
        Description = "Add the tags that were moved to a file, one a line",
        HelpName = "FILE",
    };

    public PushCommand()
        : base("push", "Publish a package for one platform")
    {
        Add(_words);
        Add(_identifier);
        Add(_platform);
        Add(_metadata);
        Add(_cascade);
        Add(_new);
        Add(_timestamp);
        _canonical.AddTo(this);
        Add(_annotations);
        Add(_announce);
    }

    public override string Explanation =>
        "Uploads the layers and the metadata and adds the platform to the tag; the tag's other platforms stay, also when several machines push at the "
        + "same time. Layers that the registry has are not sent again. No tag moves before everything else is there. Push once for each platform.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("-p linux/amd64 -i ghcr.io/acme/tool:1.2.3 tool.tar.gz", "publish for one platform"),
        new("-c -p linux/amd64 -i ghcr.io/acme/tool:1.2.3 tool.tar.gz", "and move 1.2, 1 and latest along"),
        new("-p linux/amd64 -i ghcr.io/acme/tool:1.2.3 base.tar.gz tool.tar.gz", "in two layers, of which others may share the first"),
        new("-p linux/amd64 -i ghcr.io/acme/tool:1.2.4 sha256:HEX.tar.gz new.tar.gz", "with a layer that the registry has"),
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

        var request = new PushRequest(
            name is null ? null : invocation.Engine.ParseIdentifier(name),
            invocation.PlatformOf(_platform),
            invocation.LayersOf(layers),
            arguments.GetValue(_metadata) is { } metadata ? invocation.AbsolutePath(metadata) : null,
            arguments.GetValue(_cascade),
            arguments.GetValue(_new),
            _timestamp.Of(invocation),
            _canonical.Of(invocation),
            AnnotationList.Parse(arguments.GetValue(_annotations) ?? []));
        var tags = arguments.GetValue(_announce) is { } file ? new TagList(invocation.AbsolutePath(file)) : null;
        if (tags is not null)
        {
            await tags.PrepareAsync(invocation.Cancellation);
        }

        var pushed = await invocation.Engine.PushPackageAsync(request, invocation.Cancellation);
        if (pushed.CascadeStop is { } stop)
        {
            invocation.Messages.Tell(stop);
        }

        Write(invocation, pushed);
        if (tags is not null)
        {
            await tags.AddAsync([pushed.Identifier.Tag!, .. pushed.CascadeTags], invocation.Cancellation);
        }

        return 0;
    }

    private static void Write(Invocation invocation, PushResult pushed)
    {
        var (mounted, uploaded, verified) = pushed.Layers;
        var report = new PushReport(
            pushed.Identifier.ToString(), "pushed", pushed.ManifestDigest.ToString(), pushed.CascadeTags, pushed.CanonicalTags, new(mounted, uploaded, verified));
        invocation.Report(report, json => json.PushReport, () =>
        {
            var table = new PlainTable("Identifier", "Digest", "Tags", "Canonical Tags", "Layers");
            table.Add(
                report.Identifier,
                report.ManifestDigest,
                string.Join(',', report.CascadeTagsWritten),
                string.Join(',', report.CanonicalTagsWritten),
                $"{mounted} mounted, {uploaded} uploaded, {verified} verified");
            return table;
        });
    }

    private static bool IsLayer(Invocation invocation, string word) => LayerSpec.LooksLikeLayer(word) || File.Exists(invocation.AbsolutePath(word));
}
