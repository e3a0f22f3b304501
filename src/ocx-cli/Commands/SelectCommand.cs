using System.CommandLine;
using Ocx.Cli.Options;

namespace Ocx.Cli.Commands;

internal sealed class SelectCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "What to make current, by tag", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();

    public SelectCommand()
        : base("select", "Make an installed version the current one")
    {
        Add(_packages);
        Add(_platform);
    }

    public override string Explanation =>
        "Points the stable path `current` of the repository at this version; whatever names that path uses it from now on. Downloads nothing: "
        + "exit code 79 when the version is not in the store. `ocx install --select` does both.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "back to an older version"),
        new("cmake:3.28 ninja:1.12", "several, of the default registry"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        var selected = await invocation.Engine.SelectAsync(invocation.ParseIdentifiers(typed), invocation.PlatformOf(_platform), invocation.Cancellation);
        InstallReport.Write(invocation, typed, selected, package => package.Link);
        return 0;
    }
}
