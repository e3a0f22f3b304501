using System.CommandLine;

namespace Ocx.Cli.Commands;

/// <summary>The group <c>ocx store …</c>.</summary>
internal sealed class StoreCommand : Command
{
    public StoreCommand()
        : base("store", "Look after the store")
    {
        foreach (var verb in Verbs)
        {
            Add(verb);
        }
    }

    public IReadOnlyList<Verb> Verbs { get; } = [new StoreVerifyCommand()];
}
