namespace Ocx.Core.Configuration;

/// <summary>A place where configuration was looked for.</summary>
/// <param name="Tier">What it is for: <c>machine</c>, <c>user</c>, <c>store</c>, or the variable or option that names the file.</param>
/// <param name="Path">Absolute.</param>
public sealed record ConfigurationSource(string Tier, string Path, ConfigurationSourceState State);
