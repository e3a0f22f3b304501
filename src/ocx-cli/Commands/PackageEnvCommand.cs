using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Reports;

namespace Ocx.Cli.Commands;

internal sealed class PackageEnvCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "In the order in which they apply", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly LinkChoice _link = new();
    private readonly Flag _self = new("--self", "As the packages themselves see it, with their private variables");
    private readonly Option<string[]> _overrides = EnvironmentOverrides.Option();

    public PackageEnvCommand()
        : base("env", "Show the variables that packages set")
    {
        Add(_packages);
        Add(_platform);
        _link.AddTo(this);
        Add(_self);
        Add(_overrides);
    }

    public override string Explanation =>
        "As `ocx env`, for packages outside a project. Missing packages are downloaded first, except with --candidate and --current.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28", "what one package adds to the environment"),
        new("--current ghcr.io/acme/cmake", "the same with paths that stay"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var packages = invocation.Arguments.GetValue(_packages) ?? [];
        EnvironmentReport.Write(invocation, await PackageEnvironment.ComposeAsync(
            invocation,
            packages,
            invocation.PlatformOf(_platform),
            invocation.Arguments.GetValue(_self),
            invocation.EnvironmentOverridesOf(_overrides),
            _link.Of(invocation)));
        return 0;
    }
}
