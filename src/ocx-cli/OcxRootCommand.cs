using System.CommandLine;
using System.CommandLine.Help;
using Ocx.Cli.Commands;
using Ocx.Cli.Options;
using Ocx.Cli.Output;

namespace Ocx.Cli;

/// <summary>The whole command line. A new command is a new file and one line here, or in the command of its group.</summary>
internal sealed class OcxRootCommand : RootCommand
{
    public OcxRootCommand()
        : base("Pinned native tools from OCI registries")
    {
        VerbGroup[] groups =
        [
            new("Project", [new InitCommand(), new AddCommand(), new LockCommand(), new UpdateCommand(), new PullCommand(), new RunCommand(), new EnvCommand()]),
            new("Packages",
            [
                new InstallCommand(), new UninstallCommand(), new SelectCommand(), new DeselectCommand(), new ExecCommand(), new FindCommand(),
                new WhichCommand(),
            ]),
            new("Registries", [new LoginCommand(), new LogoutCommand()]),
            new("Store", [new CleanCommand()]),
            new("Information", [new ExplainCommand(), new AboutCommand(), new VersionCommand(), new HelpCommand()]),
        ];
        foreach (var verb in groups.SelectMany(group => group.Verbs))
        {
            Add(verb);
        }

        var package = new PackageCommand();
        Add(package);
        var store = new StoreCommand();
        Add(store);
        var index = new IndexCommand();
        Add(index);
        var config = new ConfigCommand();
        Add(config);
        Groups =
        [
            groups[0], groups[1], new("Publishing", package.Publishing), new("Index", index.Verbs), groups[2],
            groups[3] with { Verbs = [.. groups[3].Verbs, .. store.Verbs] }, groups[4] with { Verbs = [.. config.Verbs, .. groups[4].Verbs] },
        ];

        foreach (var option in GlobalOptions.All)
        {
            Add(option);
        }

        var help = Options.OfType<HelpOption>().Single();
        help.Description = "Show help for a command";
        help.Action = new HelpPageAction(asked: true);
        Action = new HelpPageAction(asked: false);
        var version = Options.OfType<VersionOption>().Single();
        version.Description = "Show the version";
        version.Action = new VersionAction();
    }

    /// <summary>As the overview shows them.</summary>
    public IReadOnlyList<VerbGroup> Groups { get; }
}
