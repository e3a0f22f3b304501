namespace Ocx.Core.Toml;

/// <summary>A key of a table and its value.</summary>
public sealed class TomlEntry
{
    internal TomlEntry(string key, TomlPosition keyPosition, TomlValue value)
    {
        Key = key;
        KeyPosition = keyPosition;
        Value = value;
    }

    /// <summary>Unescaped, one segment.</summary>
    public string Key { get; }

    /// <summary>Where the key first stands.</summary>
    public TomlPosition KeyPosition { get; }

    public TomlValue Value { get; }

    /// <summary>From the start of its (dotted) key to the end of the value; null for a table that has no text of its own there.</summary>
    internal TomlSpan? Text { get; init; }

    /// <summary>The value alone; meaningful where <see cref="Text"/> is.</summary>
    internal TomlSpan ValueText { get; init; }

    /// <summary>The whole lines of its statement; null inside an inline table.</summary>
    internal TomlSpan? Lines { get; set; }
}
