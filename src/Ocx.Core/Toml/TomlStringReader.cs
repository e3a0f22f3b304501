using System.Globalization;
using System.Text;

namespace Ocx.Core.Toml;

/// <summary>The four kinds of strings: basic and literal, on one line or on several.</summary>
internal static class TomlStringReader
{
    /// <summary>Reads the string that starts here with a quote of either kind.</summary>
    public static string Read(TomlScanner scanner)
    {
        var quote = scanner.Current;
        return scanner.StartsWith(new string(quote, 3)) ? ReadMultiLine(scanner, quote) : ReadSingleLine(scanner, quote);
    }

    public static string ReadSingleLine(TomlScanner scanner, char quote)
    {
        var start = scanner.Offset++;
        var value = new StringBuilder();
        while (!scanner.TrySkip(quote))
        {
            if (scanner.AtLineEnd)
            {
                throw scanner.ErrorAt(start, $"the string that starts here is not closed with {quote} before {scanner.Describe()}");
            }

            ReadCharacter(scanner, quote, value);
        }

        return value.ToString();
    }

    private static string ReadMultiLine(TomlScanner scanner, char quote)
    {
        var start = scanner.Offset;
        scanner.Offset += 3;
        scanner.Offset += scanner.NewlineLength;
        var value = new StringBuilder();
        while (true)
        {
            if (scanner.AtEnd)
            {
                throw scanner.ErrorAt(start, $"the string that starts here is not closed with {new string(quote, 3)}");
            }

            if (scanner.Current == quote)
            {
                var quotes = 0;
                while (quotes < 5 && scanner.TrySkip(quote))
                {
                    quotes++;
                }

                // One or two quotes may stand in the text, also right before the closing three.
                value.Append(quote, quotes < 3 ? quotes : quotes - 3);
                if (quotes >= 3)
                {
                    return value.ToString();
                }
            }
            else if (scanner.NewlineLength > 0)
            {
                scanner.Offset += scanner.NewlineLength;
                value.Append('\n');
            }
            else if (quote != '"' || !TrySkipLineContinuation(scanner))
            {
                ReadCharacter(scanner, quote, value);
            }
        }
    }

    /// <summary>A backslash at the end of a line swallows all white space up to the next character.</summary>
    private static bool TrySkipLineContinuation(TomlScanner scanner)
    {
        var start = scanner.Offset;
        if (!scanner.TrySkip('\\'))
        {
            return false;
        }

        scanner.SkipWhitespace();
        if (scanner.NewlineLength == 0)
        {
            scanner.Offset = start;
            return false;
        }

        while (scanner.NewlineLength > 0)
        {
            scanner.Offset += scanner.NewlineLength;
            scanner.SkipWhitespace();
        }

        return true;
    }

    private static void ReadCharacter(TomlScanner scanner, char quote, StringBuilder value)
    {
        if (quote == '"' && scanner.Current == '\\')
        {
            ReadEscape(scanner, value);
            return;
        }

        if (TomlScanner.IsForbiddenControl(scanner.Current))
        {
            throw scanner.Error($"{scanner.Describe()} is not allowed in a string" + (quote == '"' ? "; write it as an escape such as \\u0000" : ""));
        }

        value.Append(scanner.Current);
        scanner.Offset++;
    }

    private static void ReadEscape(TomlScanner scanner, StringBuilder value)
    {
        var start = scanner.Offset++;
        var escape = scanner.Current;
        if (escape is 'u' or 'U')
        {
            ReadCodePoint(scanner, start, escape == 'u' ? 4 : 8, value);
            return;
        }

        value.Append(escape switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '"' => '"',
            '\\' => '\\',
            _ => throw scanner.ErrorAt(
                start,
                $"\\ and {scanner.Describe()} are not an escape; write \\\\ for a backslash, or put the text in single quotes"),
        });
        scanner.Offset++;
    }

    private static void ReadCodePoint(TomlScanner scanner, int start, int digits, StringBuilder value)
    {
        scanner.Offset++;
        var hex = scanner.Text.AsSpan(scanner.Offset, Math.Min(digits, scanner.Text.Length - scanner.Offset));
        if (hex.Length < digits || !uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw scanner.ErrorAt(start, $"expected {digits} hex digits after {scanner.Text[start..scanner.Offset]}");
        }

        if (!Rune.TryCreate(code, out var rune))
        {
            throw scanner.ErrorAt(start, $"{scanner.Text[start..(scanner.Offset + digits)]} is not a character");
        }

        value.Append(rune.ToString());
        scanner.Offset += digits;
    }
}
