using System.Globalization;
using System.Text;

namespace Ocx.Core.Toml;

/// <summary>The text of keys and strings.</summary>
internal static class TomlWriter
{
    /// <summary>Bare where TOML allows it, else quoted.</summary>
    public static string Key(string key) => key.Length > 0 && key.All(TomlKeyReader.IsBareCharacter) ? key : String(key);

    /// <summary>In double quotes, on one line.</summary>
    public static string String(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append(@"\b"),
                '\t' => text.Append(@"\t"),
                '\n' => text.Append(@"\n"),
                '\f' => text.Append(@"\f"),
                '\r' => text.Append(@"\r"),
                _ when TomlScanner.IsForbiddenControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
