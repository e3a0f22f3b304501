namespace Ocx.Core.Toml;

/// <summary>The text is not TOML 1.0. The message says what was expected, without the place.</summary>
public sealed class TomlSyntaxException(string message, int line, int column) : Exception(message)
{
    /// <summary>Counts from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Counts from 1, in UTF-16 code units.</summary>
    public int Column { get; } = column;
}
