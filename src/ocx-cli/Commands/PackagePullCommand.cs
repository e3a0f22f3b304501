using System.CommandLine;
using Ocx.Cli.Options;

namespace Ocx.Cli.Commands;

internal sealed class PackagePullCommand : Verb
{
    private readonly Argument<string[]> _packages = new("PACKAGE") { Description = "What to download", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _platform = PlatformChoice.Option();

    public PackagePullCommand()
        : base("pull", "Download packages into the store, without links")
    {
        Add(_packages);
        Add(_platform);
    }

    public override string Explanation =>
        "For CI: the package and its dependencies are in the store, and the path is that of the digest, which never changes. "
        + "Several jobs may pull the same package at once.";

    public override IReadOnlyList<Example> Examples => [new("ghcr.io/acme/cmake:3.28", "download a package")];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var typed = invocation.Arguments.GetValue(_packages) ?? [];
        var installed = await invocation.Engine.InstallAsync(
            invocation.ParseIdentifiers(typed), invocation.PlatformOf(_platform), link: false, select: false, invocation.Cancellation);
        PathReport.Write(invocation, typed.Zip(installed, (text, package) => (text, package.Root)));
        return 0;
    }
}
