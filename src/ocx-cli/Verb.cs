using System.CommandLine;

namespace Ocx.Cli;

/// <summary>One command: its name, what its help page says, and what it does.</summary>
internal abstract class Verb(string name, string purpose) : Command(name, purpose)
{
    /// <summary>When to use it and why; a few sentences.</summary>
    public abstract string Explanation { get; }

    public abstract IReadOnlyList<Example> Examples { get; }

    /// <returns>The exit code.</returns>
    /// <exception cref="Core.Diagnostics.OcxException">Printed by the caller.</exception>
    public abstract Task<int> RunAsync(Invocation invocation);
}
