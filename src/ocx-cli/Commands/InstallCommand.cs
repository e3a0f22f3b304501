using System.CommandLine;
using Ocx.Cli.Options;

namespace Ocx.Cli.Commands;

internal sealed class InstallCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE")
    {
        Description = "What to install, as [registry/]repository[:tag][@digest]",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly Flag _select = new("--select", "Also make it the current version", "-s");

    public InstallCommand()
        : base("install", "Install packages for yourself, outside a project")
    {
        Add(_packages);
        Add(_platform);
        Add(_select);
    }

    public override string Explanation =>
        "Downloads packages with their dependencies and makes a stable link for each tag, which editors and scripts can name. "
        + "For tools that a repository needs, use `ocx add`: it pins them for everyone.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "install a version"),
        new("-s cmake:3.28", "install it from the default registry and make it current"),
        new("-p linux/arm64 ghcr.io/acme/libssl:3", "fetch for another machine"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        var installed = await invocation.Engine.InstallAsync(
            invocation.ParseIdentifiers(typed),
            invocation.PlatformOf(_platform),
            link: true,
            invocation.Arguments.GetValue(_select),
            invocation.Cancellation);
        InstallReport.Write(invocation, typed, installed, package => package.Link ?? package.Root);
        return 0;
    }
}
