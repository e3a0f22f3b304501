using System.CommandLine;

namespace Ocx.Cli.Commands;

/// <summary>The group <c>ocx package cascade …</c>.</summary>
internal sealed class CascadeCommand : Command
{
    public CascadeCommand()
        : base("cascade", "Keep rolling tags (1.2, 1, latest) at the newest versions")
    {
        foreach (var verb in Verbs)
        {
            Add(verb);
        }
    }

    public IReadOnlyList<Verb> Verbs { get; } = [new CascadeCheckCommand(), new CascadeRepairCommand()];
}
