namespace Ocx.Cli;

/// <summary>Commands that the overview shows together.</summary>
internal sealed record VerbGroup(string Title, IReadOnlyList<Verb> Verbs);
