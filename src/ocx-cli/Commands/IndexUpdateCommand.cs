using System.CommandLine;

namespace Ocx.Cli.Commands;

internal sealed class IndexUpdateCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE")
    {
        Description = "With a tag: that tag; without: all tags of the repository",
        Arity = ArgumentArity.OneOrMore,
    };

    public IndexUpdateCommand()
        : base("update", "Ask registries what tags mean now, and keep it") => Add(_packages);

    public override string Explanation =>
        "The local index says what each tag means, and changes only here: `ocx install cmake:3` gives the same build until `cmake` is updated. "
        + "Tags that a registry has deleted keep what they meant. Locks of projects are not concerned; `ocx update` is for them.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake", "all tags of a package"),
        new("ghcr.io/acme/cmake:3.28", "one tag"),
        new("ghcr.io/acme/cmake --index ./index", "into a directory that can be shipped"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var packages = invocation.ParseIdentifiers(invocation.Arguments.GetValue(_packages) ?? []);
        await invocation.Engine.Index.UpdateAsync(packages, invocation.Cancellation);
        return 0;
    }
}
