using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;

namespace Ocx.Core.Projects;

/// <summary>A variable that the project sets for its tools, as the file has it.</summary>
/// <param name="Value">Of a path: perhaps relative to the folder of <c>ocx.toml</c>.</param>
/// <param name="Separator">Of a list; null for the default, one space.</param>
/// <param name="Location">Of the key.</param>
public sealed record EnvironmentDeclaration(string Key, VariableType Type, string Value, string? Separator, SourceLocation Location);
