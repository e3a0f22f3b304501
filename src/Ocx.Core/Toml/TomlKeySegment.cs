namespace Ocx.Core.Toml;

/// <summary>One part of a dotted key.</summary>
internal readonly record struct TomlKeySegment(string Name, int Offset);
