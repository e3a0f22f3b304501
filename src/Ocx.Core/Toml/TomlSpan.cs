namespace Ocx.Core.Toml;

/// <summary>A piece of the text, by offsets; the end is exclusive.</summary>
internal readonly record struct TomlSpan(int Start, int End);
