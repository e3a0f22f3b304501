namespace Ocx.Core.Configuration;

/// <summary>A mirror as it was written; checked only when no nearer one takes its place.</summary>
/// <param name="Url">Null when the entry has none.</param>
/// <param name="Directory">What a path in <paramref name="Url"/> is taken from; null: it must be absolute.</param>
public sealed record MirrorEntry(string? Url, string? Directory, SettingOrigin Origin);
