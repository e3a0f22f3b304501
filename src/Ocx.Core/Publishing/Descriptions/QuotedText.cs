using System.Globalization;
using System.Text;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>Text between single or double quotes, as YAML has it. What cannot be read is a <see cref="FormatException"/>.</summary>
internal static class QuotedText
{
    /// <summary>What the quotes hold; behind them only a comment may stand.</summary>
    public static string Read(string text)
    {
        var quote = text[0];
        var content = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] != quote)
            {
                content.Append(quote == '"' && text[i] == '\\' ? Escaped(text, ref i) : text[i]);
            }
            else if (quote == '\'' && i + 1 < text.Length && text[i + 1] == quote)
            {
                content.Append(text[++i]);
            }
            else
            {
                return text[(i + 1)..].TrimStart() is "" or ['#', ..] ? content.ToString() : throw new FormatException("with something behind its quotes");
            }
        }

        throw new FormatException("whose quotes are not closed");
    }

    /// <summary>The parts between commas that stand outside of quotes, without the blanks around them.</summary>
    public static IEnumerable<string> Split(string items)
    {
        var start = 0;
        char? open = null;
        for (var i = 0; i < items.Length; i++)
        {
            if (open is { } quote)
            {
                // A doubled quote closes and opens again, which comes to the same here.
                i += quote == '"' && items[i] == '\\' ? 1 : 0;
                open = i < items.Length && items[i] == quote ? null : open;
            }
            else if (items[i] is '"' or '\'' && items[start..i].Trim().Length == 0)
            {
                open = items[i];
            }
            else if (items[i] == ',')
            {
                yield return items[start..i].Trim();
                start = i + 1;
            }
        }

        yield return items[start..].Trim();
    }

    private static char Escaped(string text, ref int i)
    {
        i++;
        switch (i < text.Length ? text[i] : '\0')
        {
            case '"' or '\\' or '/':
                return text[i];
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'u' when i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                && !char.IsSurrogate((char)unit):
                i += 4;
                return (char)unit;
            default:
                throw new FormatException("with an escape that is none of \\\" \\\\ \\/ \\n \\t \\u0000");
        }
    }
}
