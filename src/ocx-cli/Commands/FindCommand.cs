using System.CommandLine;
using Ocx.Cli.Options;

namespace Ocx.Cli.Commands;

internal sealed class FindCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "What to find", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly LinkChoice _link = new();

    public FindCommand()
        : base("find", "Show where packages are in the store")
    {
        Add(_packages);
        Add(_platform);
        _link.AddTo(this);
    }

    public override string Explanation =>
        "Prints the package's directory; its files are in content/ below it. That path changes with every version; with --candidate or "
        + "--current it is a stable one, for settings of editors and scripts. Downloads nothing: exit code 79 when the package is not there.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "where is it?"),
        new("--current ghcr.io/acme/cmake", "a path that stays the same whatever version is selected"),
        new("--json ghcr.io/acme/cmake:3.28", "the same for a script: {\"package\": \"path\"}"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        PathReport.Write(invocation, typed.Zip(await LocatePackages.FindAsync(invocation, typed, invocation.PlatformOf(_platform), _link.Of(invocation))));
        return 0;
    }
}
