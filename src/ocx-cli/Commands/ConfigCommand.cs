using System.CommandLine;

namespace Ocx.Cli.Commands;

/// <summary>The group <c>ocx config …</c>.</summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand()
        : base("config", "Look at the configuration")
    {
        foreach (var verb in Verbs)
        {
            Add(verb);
        }
    }

    public IReadOnlyList<Verb> Verbs { get; } = [new ConfigShowCommand()];
}
