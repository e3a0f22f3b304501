using System.CommandLine;
using Ocx.Cli.Options;

namespace Ocx.Cli.Commands;

internal sealed class FindCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "What to find", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();

    public FindCommand()
        : base("find", "Show where packages are in the store")
    {
        Add(_packages);
        Add(_platform);
    }

    public override string Explanation =>
        "Prints the package's directory; its files are in content/ below it. Downloads nothing: exit code 79 when the package is not there.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "where is it?"),
        new("--json ghcr.io/acme/cmake:3.28", "the same for a script: {\"package\": \"path\"}"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        var found = await invocation.Engine.FindAsync(invocation.ParseIdentifiers(typed), invocation.PlatformOf(_platform), invocation.Cancellation);
        PathReport.Write(invocation, typed.Zip(found, (text, package) => (text, package.Root)));
        return 0;
    }
}
