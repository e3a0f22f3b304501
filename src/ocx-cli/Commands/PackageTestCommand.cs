using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Processes;
using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Pushing;
using Ocx.Core.Publishing.Testing;

namespace Ocx.Cli.Commands;

internal sealed class PackageTestCommand : Verb
{
    private readonly Argument<string[]> _words = new("LAYER... -- COMMAND")
    {
        Description = "The layers as for `package push`, base first; and after `--` the command with its arguments",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _identifier = new("--identifier", "-i") { Description = "The package with the tag that it will have; default: as the archive's receipt says", HelpName = "ID" };
    private readonly Option<string?> _platform = PlatformChoice.Option("Where it runs, or any; default: as the archive's receipt says, or this machine");

    private readonly Option<string?> _metadata = new("--metadata", "-m")
    {
        Description = "metadata.json; default: the file that `package create` put beside the archive",
        HelpName = "FILE",
    };

    private readonly Flag _keep = new("--keep", "Leave the package where it is, and tell where; `ocx clean` deletes it");

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Make the package in this directory, empty or absent, and leave it there",
        HelpName = "DIRECTORY",
    };

    private readonly Flag _self = new("--self", "The environment as the package itself sees it, with its private variables");
    private readonly Flag _clean = new("--clean", "Start from an empty environment instead of the shell's");
    private readonly Option<string[]> _overrides = EnvironmentOverrides.Option();

    public PackageTestCommand()
        : base("test", "Run a command in a package before it is published")
    {
        Add(_words);
        Add(_identifier);
        Add(_platform);
        Add(_metadata);
        Add(_keep);
        Add(_output);
        Add(_self);
        Add(_clean);
        Add(_overrides);
    }

    public override string Explanation =>
        "Makes the package from its layers as an installation would, with its dependencies and launchers, and runs the command in its environment, whose exit code "
        + "is passed on. What would keep users from installing it is found here, before anybody has it. Nothing is sent, and nothing is installed "
        + "but dependencies. The package is gone afterwards, unless it is to be kept.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("-i ghcr.io/acme/tool:1.2.3 tool.tar.gz -- tool --version", "try a package"),
        new("-i ghcr.io/acme/tool:1.2.3 -o ./try tool.tar.gz -- tool --version", "and look at it afterwards"),
        new("--clean -i ghcr.io/acme/tool:1.2.3 base.tar.gz tool.tar.gz -- tool --self-test", "without the variables of the shell"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var (layers, command) = CommandWords.Split(invocation, _words, "ocx package test -i ghcr.io/acme/tool:1.2.3 tool.tar.gz -- tool --version");
        var arguments = invocation.Arguments;
        var (keep, output) = (arguments.GetValue(_keep), arguments.GetValue(_output));
        if (keep && output is not null)
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid, "--keep and --output exclude each other.", nextStep: "A package that is made in a directory of yours stays there.");
        }

        var overrides = invocation.EnvironmentOverridesOf(_overrides);
        var package = new PushRequest(
            arguments.GetValue(_identifier) is { } name ? invocation.Engine.ParseIdentifier(name) : null,
            invocation.PlatformOf(_platform),
            invocation.LayersOf(layers),
            arguments.GetValue(_metadata) is { } metadata ? invocation.AbsolutePath(metadata) : null);
        var request = new TestRequest(package, output is null ? null : invocation.AbsolutePath(output), keep);
        using var tested = await invocation.Engine.TestPackageAsync(request, invocation.Cancellation);
        if (keep)
        {
            invocation.StopProgress();
            invocation.Messages.Tell($"The package is in {tested.Package.Path}");
        }

        var environment = invocation.Engine.Compose([tested.Package], arguments.GetValue(_self), overrides);
        return ChildProcess.RunAndReturn(invocation, environment, command, arguments.GetValue(_clean), tested.Handle);
    }
}
