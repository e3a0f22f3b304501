using System.Globalization;
using System.Text.RegularExpressions;

namespace Ocx.Core.Toml;

/// <summary>Dates and times of RFC 3339, with or without offset, and their halves.</summary>
internal static partial class TomlDateTimeReader
{
    private const string DatePattern = "(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})";
    private const string TimePattern = @"(?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]+))?";

    /// <summary>No number has a ':' or a '-' behind four digits.</summary>
    public static bool LooksLikeDateOrTime(string token) =>
        token.Length >= 5 && char.IsAsciiDigit(token[0]) && char.IsAsciiDigit(token[3]) && (token[4] == '-' || token[2] == ':');

    /// <summary>Null when the text has another form or names no moment that exists.</summary>
    public static TomlDateTime? Read(string token, TomlPosition position)
    {
        var match = Pattern().Match(token);
        if (!match.Success)
        {
            return null;
        }

        DateOnly? date = null;
        if (match.Groups["date"] is { Success: true } dateText)
        {
            if (!DateOnly.TryParseExact(dateText.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            {
                return null;
            }

            date = parsed;
        }

        TimeOnly? time = null;
        if (match.Groups["time"] is { Success: true } timeText)
        {
            if (!TimeOnly.TryParseExact(timeText.Value, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            {
                return null;
            }

            time = parsed.Add(Fraction(match.Groups["fraction"].ValueSpan));
        }

        TimeSpan? offset = null;
        if (match.Groups["offset"] is { Success: true } offsetText && (offset = Offset(offsetText.ValueSpan)) is null)
        {
            return null;
        }

        return new(position, date, time, offset);
    }

    private static TimeSpan Fraction(ReadOnlySpan<char> digits)
    {
        var ticks = 0L;
        for (var i = 0; i < 7; i++)
        {
            ticks = (ticks * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        }

        return new(ticks);
    }

    private static TimeSpan? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z")
        {
            return TimeSpan.Zero;
        }

        return TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            ? text[0] == '-' ? -offset : offset
            : null;
    }

    [GeneratedRegex(@"^(" + DatePattern + "([Tt ]" + TimePattern + "(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?)?|" + TimePattern + @")\z")]
    private static partial Regex Pattern();
}
