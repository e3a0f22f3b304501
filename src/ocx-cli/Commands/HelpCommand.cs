using System.CommandLine;
using Ocx.Cli.Output;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Commands;

internal sealed class HelpCommand : Verb
{
    private readonly Argument<string[]> _path = new("COMMAND") { Description = "For example: package push", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand()
        : base("help", "Show help for a command") => Add(_path);

    public override string Explanation => "The same as `--help` after the command.";

    public override IReadOnlyList<Example> Examples => [new("package push", "how to publish")];

    public override Task<int> RunAsync(Invocation invocation)
    {
        var command = invocation.Arguments.RootCommandResult.Command;
        foreach (var name in invocation.Arguments.GetValue(_path) ?? [])
        {
            command = command.Subcommands.FirstOrDefault(child => child.Name == name || child.Aliases.Contains(name))
                ?? throw new OcxException(ProjectErrors.UsageInvalid, $"There is no command '{name}'.", nextStep: "Run `ocx --help` for the list of commands.");
        }

        invocation.Show(writer => HelpPage.Write(writer, command));
        return Task.FromResult(0);
    }
}
