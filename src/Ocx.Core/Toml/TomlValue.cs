namespace Ocx.Core.Toml;

/// <summary>A value with its place in the text.</summary>
public abstract class TomlValue
{
    private protected TomlValue(TomlPosition position) => Position = position;

    /// <summary>Of the first character; for a table that only its sub-tables or dotted keys imply, of the key that implies it.</summary>
    public TomlPosition Position { get; }

    /// <summary>What it is, for messages: <c>a string</c>, <c>an integer</c> …</summary>
    public abstract string Description { get; }
}
