using System.CommandLine;
using Ocx.Cli.Options;

namespace Ocx.Cli.Commands;

internal sealed class UninstallCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "What to uninstall, by tag", Arity = ArgumentArity.OneOrMore };
    private readonly Flag _deselect = new("--deselect", "Also have no current version of it", "-d");
    private readonly Flag _purge = new("--purge", "Also delete what nothing else needs of it");

    public UninstallCommand()
        : base("uninstall", "Take back `ocx install`")
    {
        Add(_packages);
        Add(_deselect);
        Add(_purge);
    }

    public override string Explanation =>
        "Removes the stable path of the tag. The package itself stays in the store until `ocx clean`, and longer if it is the current version, "
        + "or a project or another package needs it. That it is not installed is no error.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "remove the link of a version"),
        new("-d --purge ghcr.io/acme/cmake:3.28", "and give it up as the current one, and free its space"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        RemovalReport.Write(invocation, typed, await invocation.Engine.UninstallAsync(
            invocation.ParseIdentifiers(typed),
            invocation.Arguments.GetValue(_deselect),
            invocation.Arguments.GetValue(_purge),
            invocation.Cancellation));
        return 0;
    }
}
