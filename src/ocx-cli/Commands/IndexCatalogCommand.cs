using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Oci;

namespace Ocx.Cli.Commands;

internal sealed class IndexCatalogCommand : Verb
{
    private readonly Argument<string[]> _registries = new("REGISTRY") { Description = "Default: the default registry", Arity = ArgumentArity.ZeroOrMore };
    private readonly Flag _tags = new("--tags", "List the tags of each repository too");

    public IndexCatalogCommand()
        : base("catalog", "List the repositories of registries")
    {
        Add(_registries);
        Add(_tags);
    }

    public override string Explanation =>
        "Lists the repositories of which the local index knows tags. `ocx --remote index catalog` asks the registries, some of which do not tell.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io", "what is known here"),
        new("registry.acme.example --remote --tags", "all that a registry has"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var index = invocation.Engine.Index;
        IReadOnlyList<string> registries = invocation.Arguments.GetValue(_registries) is { Length: > 0 } named ? named : [invocation.Engine.DefaultRegistry];
        var repositories = await index.ListRepositoriesAsync(registries, invocation.Cancellation);
        if (invocation.Arguments.GetValue(_tags))
        {
            ReportTags(invocation, repositories, await index.ListTagsAsync(repositories, required: false, invocation.Cancellation));
            return 0;
        }

        var report = new CatalogReport([.. repositories.Select(repository => repository.RepositoryName)]);
        invocation.Report(report, json => json.CatalogReport, () =>
        {
            var table = new PlainTable("Repository");
            foreach (var repository in report.Repositories)
            {
                table.Add(repository);
            }

            return table;
        });
        return 0;
    }

    private static void ReportTags(Invocation invocation, IReadOnlyList<Identifier> repositories, IReadOnlyList<IReadOnlyList<string>> tags)
    {
        var lists = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (repository, list) in repositories.Zip(tags))
        {
            lists[repository.RepositoryName] = list;
        }

        invocation.Report(new TaggedCatalogReport(lists), json => json.TaggedCatalogReport, () =>
        {
            var table = new PlainTable("Repository", "Tag");
            foreach (var (repository, list) in lists)
            {
                foreach (var tag in list)
                {
                    table.Add(repository, tag);
                }
            }

            return table;
        });
    }
}
