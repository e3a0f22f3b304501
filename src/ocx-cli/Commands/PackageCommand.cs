using System.CommandLine;

namespace Ocx.Cli.Commands;

/// <summary>The group <c>ocx package …</c>.</summary>
internal sealed class PackageCommand : Command
{
    public PackageCommand()
        : base("package", "Create, publish and use single packages")
    {
        Verb[] consuming =
        [
            new InstallCommand(), new UninstallCommand(), new SelectCommand(), new DeselectCommand(), new PackagePullCommand(), new WhichCommand(),
            new ExecCommand(), new PackageEnvCommand(), new InfoCommand(), new InspectCommand(),
        ];
        foreach (var verb in Publishing.Concat(consuming))
        {
            Add(verb);
        }
    }

    public IReadOnlyList<Verb> Publishing { get; } =
        [new CreateCommand(), new PushCommand(), new ImportCommand(), new CopyCommand(), new DescribeCommand()];
}
