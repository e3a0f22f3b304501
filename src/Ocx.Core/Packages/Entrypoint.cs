namespace Ocx.Core.Packages;

/// <summary>A command that a package offers.</summary>
/// <param name="Command">The program; null: the entry point's own name.</param>
/// <param name="Arguments">Put before the user's; null when none were declared.</param>
public sealed record Entrypoint(string? Command = null, IReadOnlyList<string>? Arguments = null);
