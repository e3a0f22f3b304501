using System.CommandLine;
using Ocx.Cli.Options;
using Ocx.Cli.Processes;
using Ocx.Core.Projects;

namespace Ocx.Cli.Commands;

internal sealed class RunCommand : Verb
{
    private readonly Argument<string[]> _words = new("[NAME...] -- COMMAND")
    {
        Description = "The command with its arguments, after `--`; NAMEs before it narrow the environment to these tools",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _groups = GroupChoice.Option("default");
    private readonly Flag _clean = new("--clean", "Start from an empty environment instead of the shell's");
    private readonly Option<string[]> _overrides = EnvironmentOverrides.Option();

    public RunCommand()
        : base("run", "Run a command with the project's tools on PATH")
    {
        Add(_words);
        Add(_groups);
        Add(_clean);
        Add(_overrides);
    }

    public override string Explanation =>
        "Downloads what is missing, composes the environment of the locked tools and becomes the command: arguments, standard input "
        + "and the exit code pass through unchanged.";

    public override IReadOnlyList<Example> Examples =>
    [
        new("-- protoc --version", "run a tool"),
        new("-g default,lint -- make check", "with the tools of two groups"),
        new("--env CFLAGS=-O2 cmake -- cmake -B build", "with one tool and one variable more"),
    ];

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var (names, command) = CommandWords.Split(invocation, _words, "ocx run -- protoc --version");
        var overrides = invocation.EnvironmentOverridesOf(_overrides);
        var request = new RestoreRequest(invocation.FindProjectFile(), Groups: invocation.GroupsOf(_groups), Names: names);
        var result = await invocation.Engine.RestoreAsync(request, invocation.Cancellation);
        var environment = invocation.Engine.Compose([.. result.Tools.Select(ToolRoots.Of)], overrides: [.. result.Entries, .. overrides]);
        return ChildProcess.Run(invocation, environment, command, invocation.Arguments.GetValue(_clean));
    }
}
