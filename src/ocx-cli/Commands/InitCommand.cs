using Ocx.Cli.Options;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Commands;

internal sealed class InitCommand() : Verb("init", "Start a project: write an empty ocx.toml here")
{
    public override string Explanation =>
        "ocx.toml lists the tools that a repository wants. It is written into the current directory and never overwritten; commit it.";

    public override IReadOnlyList<Example> Examples => [new("", "write ./ocx.toml")];

    public override Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Arguments.GetValue(GlobalOptions.Project) is not null)
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid, "init always writes ./ocx.toml; --project has no meaning here.", nextStep: "Leave out --project.");
        }

        var engine = invocation.Engine;
        var path = engine.InitProject(invocation.Settings.Global ? engine.Home : engine.Options.WorkingDirectory);
        invocation.Messages.Note($"Created {path}. Next: ocx add REGISTRY/REPOSITORY:TAG");
        return Task.FromResult(0);
    }
}
