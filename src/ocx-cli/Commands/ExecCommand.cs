using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Processes;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Commands;

internal sealed class ExecCommand : Verb
{
    private readonly Argument<string[]> _words = new("PACKAGE... -- COMMAND")
    {
        Description = "The packages, and after `--` the command with its arguments",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _platform = PlatformChoice.Option();
    private readonly Flag _clean = new("--clean", "Start from an empty environment instead of the shell's");
    private readonly Flag _self = new("--self", "The environment as the packages themselves see it, with their private variables");
    private readonly Option<string[]> _overrides = EnvironmentOverrides.Option();

    public ExecCommand()
        : base("exec", "Run a command with packages on PATH, without a project")
    {
        Add(_words);
        Add(_platform);
        Add(_clean);
        Add(_self);
        Add(_overrides);
    }

    public override string Explanation =>
        "For a tool that is needed once, and for scripts outside a project. Missing packages are downloaded into the store; nothing is "
        + "installed or selected. ocx.toml is not read: in a project, use `ocx run`.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("ghcr.io/acme/cmake:3.28 -- cmake --version", "run a tool"),
        new("cmake:3.28 ninja:1.12 -- cmake -G Ninja -B build", "with two packages of the default registry"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var (packages, command) = CommandWords.Split(invocation, _words, "ocx exec cmake:3.28 -- cmake --version");
        if (packages.Length == 0)
        {
            throw new OcxException(ProjectErrors.UsageInvalid, "No package is named.", nextStep: "Name it before `--`, as in `ocx exec cmake:3.28 -- cmake --version`.");
        }

        var overrides = invocation.EnvironmentOverridesOf(_overrides);
        var environment = await PackageEnvironment.ComposeAsync(
            invocation, packages, invocation.PlatformOf(_platform), invocation.Arguments.GetValue(_self), overrides);
        return ChildProcess.Run(invocation, environment, command, invocation.Arguments.GetValue(_clean));
    }
}
