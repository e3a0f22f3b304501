namespace Ocx.Cli.Tests.Faults;

/// <param name="Injected">The calls that were made to fail.</param>
/// <param name="Calls">All that were traced.</param>
internal sealed record StraceResult(CommandResult Command, IReadOnlyList<string> Injected, IReadOnlyList<string> Calls)
{
    /// <summary>Whether all that failed was the program's own doing in the store, and not the runtime's on its way up.</summary>
    public bool HitOnly(string home) => Injected.Count > 0 && Injected.All(line => line.Contains(home, StringComparison.Ordinal));
}
