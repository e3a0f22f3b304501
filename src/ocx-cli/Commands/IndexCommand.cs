using System.CommandLine;

namespace Ocx.Cli.Commands;

/// <summary>The group <c>ocx index …</c>.</summary>
internal sealed class IndexCommand : Command
{
    public IndexCommand()
        : base("index", "See and refresh what tags mean")
    {
        foreach (var verb in Verbs)
        {
            Add(verb);
        }
    }

    public IReadOnlyList<Verb> Verbs { get; } = [new IndexUpdateCommand(), new IndexListCommand(), new IndexCatalogCommand()];
}
