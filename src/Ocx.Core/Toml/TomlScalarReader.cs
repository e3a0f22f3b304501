using System.Globalization;
using System.Text.RegularExpressions;

namespace Ocx.Core.Toml;

/// <summary>Values without quotes or brackets: booleans, numbers, dates and times.</summary>
internal static partial class TomlScalarReader
{
    public static TomlValue Read(TomlScanner scanner)
    {
        var start = scanner.Offset;
        var position = scanner.Position;
        var token = ReadToken(scanner);
        if (token.Length == 0)
        {
            throw scanner.Error($"expected a value, found {scanner.Describe()}");
        }

        if (token is "true" or "false")
        {
            return new TomlBoolean(position, token == "true");
        }

        if (TomlDateTimeReader.LooksLikeDateOrTime(token))
        {
            return TomlDateTimeReader.Read(token, position) ?? throw scanner.ErrorAt(start, $"'{token}' is not a date or time (such as 2026-08-01T10:00:00Z)");
        }

        if (IntegerPattern().IsMatch(token))
        {
            return ReadInteger(token) is { } integer
                ? new TomlInteger(position, integer)
                : throw scanner.ErrorAt(start, $"'{token}' does not fit into 64 bits");
        }

        if (FloatPattern().IsMatch(token))
        {
            return new TomlFloat(position, ReadFloat(token));
        }

        throw scanner.ErrorAt(start, LooksLikeNumber(token)
            ? $"'{token}' is not a number as TOML writes it: no leading zeros, digits on both sides of '.' and '_'"
            : $"'{token}' is not a value; text needs quotes");
    }

    private static string ReadToken(TomlScanner scanner)
    {
        var start = scanner.Offset;
        SkipTokenCharacters(scanner);

        // A blank may stand between date and time.
        if (scanner.Offset - start == 10
            && TomlDateTimeReader.LooksLikeDateOrTime(scanner.Text[start..scanner.Offset])
            && scanner.Current == ' '
            && scanner.Offset + 1 < scanner.Text.Length
            && char.IsAsciiDigit(scanner.Text[scanner.Offset + 1]))
        {
            scanner.Offset++;
            SkipTokenCharacters(scanner);
        }

        return scanner.Text[start..scanner.Offset];
    }

    private static void SkipTokenCharacters(TomlScanner scanner)
    {
        while (char.IsAsciiLetterOrDigit(scanner.Current) || scanner.Current is '+' or '-' or '_' or '.' or ':')
        {
            scanner.Offset++;
        }
    }

    private static bool LooksLikeNumber(string token) => char.IsAsciiDigit(token.TrimStart('+', '-', '.', '_').FirstOrDefault());

    private static long? ReadInteger(string token)
    {
        var digits = token.Replace("_", "", StringComparison.Ordinal);
        var numberBase = digits.Length > 2 ? digits[1] switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 } : 10;
        if (numberBase == 10)
        {
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
        }

        try
        {
            // Convert reads the 64th bit as a sign; TOML has no negative numbers in these bases.
            var value = Convert.ToInt64(digits[2..], numberBase);
            return value >= 0 ? value : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static double ReadFloat(string token) => token.TrimStart('+', '-') switch
    {
        "inf" => token[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        "nan" => double.NaN,
        _ => double.Parse(token.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^([+-]?(0|[1-9](_?[0-9])*)|0x[0-9A-Fa-f](_?[0-9A-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*)\z")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[+-]?(inf|nan|(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?)\z")]
    private static partial Regex FloatPattern();
}
