using System.CommandLine;

namespace Ocx.Cli.Commands;

/// <summary>The group <c>ocx package …</c>.</summary>
internal sealed class PackageCommand : Command
{
    private readonly Verb[] _publishing =
        [new CreateCommand(), new PackageTestCommand(), new PushCommand(), new ImportCommand(), new CopyCommand(), new DescribeCommand()];
    private readonly CascadeCommand _cascade = new();

    public PackageCommand()
        : base("package", "Create, publish and use single packages")
    {
        Verb[] consuming =
        [
            new InstallCommand(), new UninstallCommand(), new SelectCommand(), new DeselectCommand(), new PackagePullCommand(), new WhichCommand(),
            new ExecCommand(), new PackageEnvCommand(), new InfoCommand(), new InspectCommand(),
        ];
        foreach (var verb in _publishing.Concat(consuming))
        {
            Add(verb);
        }

        Add(_cascade);
    }

    public IReadOnlyList<Verb> Publishing => [.. _publishing, .. _cascade.Verbs];
}
