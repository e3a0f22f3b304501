namespace Ocx.Core.Configuration;

/// <summary>A setting as it counts now.</summary>
/// <param name="Key">As in the file, dotted: <c>registry.default</c>, <c>mirrors.ghcr.io.url</c>; or the name of the mode.</param>
/// <param name="Value">For people and scripts; never a secret.</param>
public sealed record EffectiveSetting(string Key, string Value, SettingOrigin Origin);
