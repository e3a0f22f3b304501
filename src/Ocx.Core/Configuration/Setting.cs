namespace Ocx.Core.Configuration;

/// <summary>A value and where it was found.</summary>
public sealed record Setting<T>(T Value, SettingOrigin Origin);
