namespace Ocx.Core.Packages;

/// <summary>A variable that a package declares.</summary>
/// <param name="Value">With <c>${…}</c> tokens.</param>
/// <param name="Required">Of a path: it must exist.</param>
/// <param name="Separator">Of a list.</param>
public sealed record EnvironmentVariable(
    string Key,
    VariableType Type,
    string Value,
    Visibility Visibility,
    bool Required = false,
    string? Separator = null);
