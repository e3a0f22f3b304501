using System.Globalization;

namespace Ocx.Core.Configuration;

/// <summary>Reads settings from environment variables. What cannot be read is said once and then ignored.</summary>
/// <param name="warn">Told of each value that cannot be read.</param>
public sealed class VariableReader(IReadOnlyDictionary<string, string> variables, Action<string>? warn = null)
{
    /// <summary>As they are, for a program that is started with them.</summary>
    public IReadOnlyDictionary<string, string> All => variables;

    /// <summary>Null when it is unset or empty.</summary>
    public string? Text(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Words for yes and no, in any case; anything else counts as not set.</summary>
    public bool Flag(string name)
    {
        var text = Text(name);
        switch (text?.ToLowerInvariant())
        {
            case "1" or "y" or "yes" or "on" or "true":
                return true;
            case null or "0" or "n" or "no" or "off" or "false":
                return false;
            default:
                warn?.Invoke($"{name} has the value '{text}', which is neither yes nor no; it is ignored.");
                return false;
        }
    }

    /// <summary>A whole number from 0; anything else counts as not set.</summary>
    public int? Count(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        warn?.Invoke($"{name} has the value '{text}', which is not a whole number; it is ignored.");
        return null;
    }

    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
