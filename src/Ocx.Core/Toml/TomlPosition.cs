namespace Ocx.Core.Toml;

/// <summary>A place in the text. Both count from 1; columns are UTF-16 code units, as editors and compilers count them.</summary>
public readonly record struct TomlPosition(int Line, int Column);
