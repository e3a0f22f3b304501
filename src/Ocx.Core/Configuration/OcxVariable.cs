namespace Ocx.Core.Configuration;

/// <summary>An environment variable that is read, as docs/environment.md lists it.</summary>
/// <param name="Meaning">A phrase, in Markdown.</param>
/// <param name="Option">Of the command line, which wins over it.</param>
/// <param name="Property">Of MSBuild, which wins over it.</param>
/// <param name="Forwarded">Programs that ocx starts get it with the value in effect, or not at all.</param>
public sealed record OcxVariable(string Name, string Meaning, string? Option = null, string? Property = null, bool Forwarded = false);
