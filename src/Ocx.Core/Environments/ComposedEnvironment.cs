namespace Ocx.Core.Environments;

/// <summary>What a set of packages adds to an environment, in the order in which it is applied.</summary>
public sealed class ComposedEnvironment(IReadOnlyList<EnvironmentEntry> entries, IReadOnlyList<string> warnings)
{
    public IReadOnlyList<EnvironmentEntry> Entries { get; } = entries;

    /// <summary>Conflicts that were settled, for the user to read: two packages that set one constant.</summary>
    public IReadOnlyList<string> Warnings { get; } = warnings;

    /// <summary>The directories on <c>PATH</c>, first searched first.</summary>
    public IReadOnlyList<string> SearchPath => throw new NotImplementedException();

    /// <summary>The ambient variables with all entries folded in.</summary>
    public IReadOnlyDictionary<string, string> ApplyTo(IReadOnlyDictionary<string, string> ambient) => throw new NotImplementedException();

    /// <summary>The program that <paramref name="command"/> names: in the packages' directories first, then on the ambient PATH.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX4001: none, or not executable.</exception>
    public string FindCommand(string command, IReadOnlyDictionary<string, string> ambient) => throw new NotImplementedException();
}
