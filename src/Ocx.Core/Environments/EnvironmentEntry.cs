using Ocx.Core.Packages;

namespace Ocx.Core.Environments;

/// <summary>One contribution to one variable; entries are applied in order.</summary>
/// <param name="Separator">Only of a <see cref="VariableType.List"/>; null means a single space.</param>
public sealed record EnvironmentEntry(string Key, string Value, VariableType Type, string? Separator = null);
