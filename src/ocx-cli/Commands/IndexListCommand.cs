using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Core.Oci;

namespace Ocx.Cli.Commands;

internal sealed class IndexListCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "A tag limits the answer to itself", Arity = ArgumentArity.OneOrMore };
    private readonly Flag _platforms = new("--platforms", "List the platforms of the tag, or of latest");
    private readonly Flag _variants = new("--variants", "List the variants, such as debug in debug-3.28");

    public IndexListCommand()
        : base("list", "List the tags of packages")
    {
        Add(_packages);
        Add(_platforms);
        Add(_variants);
        Validators.Add(result =>
        {
            if (result.GetValue(_platforms) && result.GetValue(_variants))
            {
                result.AddError("--platforms and --variants contradict each other.");
            }
        });
    }

    public override string Explanation =>
        "Lists what the local index knows: what `ocx index update` brought, and the tags that were used. `ocx --remote index list` asks the "
        + "registries. Nothing is noted either way.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake", "the tags that are known here"),
        new("ghcr.io/acme/cmake --remote", "those that the registry has"),
        new("ghcr.io/acme/cmake:3.28 --platforms", "what a tag is published for"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        var packages = invocation.ParseIdentifiers(typed);
        var (column, lists) = await FindAsync(invocation, packages);
        var report = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (text, list) in typed.Zip(lists))
        {
            report[text] = list;
        }

        invocation.Report(report, json => json.Lists, () => Table(column, report));
        return 0;
    }

    private static PlainTable Table(string column, IReadOnlyDictionary<string, IReadOnlyList<string>> lists)
    {
        var table = new PlainTable("Package", column);
        foreach (var (package, list) in lists)
        {
            foreach (var entry in list)
            {
                table.Add(package, entry);
            }
        }

        return table;
    }

    private async Task<(string Column, IReadOnlyList<IReadOnlyList<string>> Lists)> FindAsync(Invocation invocation, IReadOnlyList<Identifier> packages)
    {
        var index = invocation.Engine.Index;
        return invocation.Arguments.GetValue(_platforms) ? ("Platform", await index.ListPlatformsAsync(packages, invocation.Cancellation))
            : invocation.Arguments.GetValue(_variants) ? ("Variant", await index.ListVariantsAsync(packages, invocation.Cancellation))
            : ("Tag", await index.ListTagsAsync(packages, required: true, invocation.Cancellation));
    }
}
