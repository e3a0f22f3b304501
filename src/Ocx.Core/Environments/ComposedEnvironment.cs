using Ocx.Core.Configuration;

namespace Ocx.Core.Environments;

/// <summary>What a set of packages adds to an environment, in the order in which it is applied.</summary>
public sealed class ComposedEnvironment(IReadOnlyList<EnvironmentEntry> entries, IReadOnlyList<string> warnings)
{
    public IReadOnlyList<EnvironmentEntry> Entries { get; } = entries;

    /// <summary>Conflicts that were settled, for the user to read: two packages that set one constant.</summary>
    public IReadOnlyList<string> Warnings { get; } = warnings;

    /// <summary>The directories put on <c>PATH</c>, first searched first.</summary>
    public IReadOnlyList<string> SearchPath =>
        ApplyTo(new Dictionary<string, string>()).TryGetValue(SearchPathVariable, out var path) ? path.Split(Path.PathSeparator) : [];

    internal static string SearchPathVariable => ExternalVariables.SearchPath;

    /// <summary>The ambient variables with all entries folded in.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX4007: contributions to one list disagree on its separator.</exception>
    public IReadOnlyDictionary<string, string> ApplyTo(IReadOnlyDictionary<string, string> ambient) => EnvironmentFold.Apply(Entries, ambient);

    /// <summary>The program that <paramref name="command"/> names: in the packages' directories first, then on the ambient PATH.</summary>
    /// <param name="command">A name with a directory in it is taken as it is.</param>
    /// <exception cref="Diagnostics.OcxException">OCX4001: none, or not executable.</exception>
    public string FindCommand(string command, IReadOnlyDictionary<string, string> ambient) => CommandSearch.Find(command, SearchPath, ambient);
}
