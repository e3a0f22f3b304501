using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;

namespace Ocx.Cli.Commands;

/// <summary>As <see cref="FindCommand"/> with the newer form of report.</summary>
internal sealed class WhichCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "What to find", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly LinkChoice _link = new();

    public WhichCommand()
        : base("which", "As find, with the kind of each path")
    {
        Add(_packages);
        Add(_platform);
        _link.AddTo(this);
    }

    public override string Explanation => "Prints what `ocx find` prints, in the form of newer versions: each path comes with its kind.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("--candidate ghcr.io/acme/cmake:3.28", "the stable path of a tag"),
        new("--json ghcr.io/acme/cmake:3.28", "{\"package\": {\"path\": ..., \"kind\": \"package\"}}"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        var found = await LocatePackages.FindAsync(invocation, typed, invocation.PlatformOf(_platform), _link.Of(invocation));
        var entries = new SortedDictionary<string, LocatedEntry>(StringComparer.Ordinal);
        foreach (var (text, path) in typed.Zip(found))
        {
            entries[text] = new(path);
        }

        invocation.Report(entries, json => json.LocatedPackages, () =>
        {
            var table = new PlainTable("Package", "Kind", "Path");
            foreach (var (package, entry) in entries)
            {
                table.Add(package, entry.Kind, entry.Path);
            }

            return table;
        });
        return 0;
    }
}
