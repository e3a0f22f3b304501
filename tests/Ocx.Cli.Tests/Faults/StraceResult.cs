namespace Ocx.Cli.Tests.Faults;

/// <param name="Injected">The calls that were made to fail.</param>
/// <param name="Calls">All that were traced.</param>
internal sealed record StraceResult(CommandResult Command, IReadOnlyList<string> Injected, IReadOnlyList<string> Calls)
{
    /// <summary>How often the busiest thread made the same call.</summary>
    public int MostOfOneThread => Calls
        .Where(line => line.Contains('(', StringComparison.Ordinal) && !line.Contains("resumed>", StringComparison.Ordinal))
        .CountBy(line => line[..line.IndexOf('(', StringComparison.Ordinal)])
        .Select(calls => calls.Value)
        .DefaultIfEmpty()
        .Max();

    /// <summary>Whether all that failed was the program's own doing in the store, and not the runtime's on its way up.</summary>
    public bool HitOnly(string home) => Injected.Count > 0 && Injected.All(line => line.Contains(home, StringComparison.Ordinal));
}
