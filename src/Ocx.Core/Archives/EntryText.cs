using System.Globalization;
using System.Text;

namespace Ocx.Core.Archives;

/// <summary>Text from an archive, made fit for a message.</summary>
internal static class EntryText
{
    private const int MaximumCharacters = 200;

    /// <summary>In quotes, cut to a bearable length, and without anything that could steer a terminal or forge a line of a log.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (quoted.Length > MaximumCharacters)
            {
                quoted.Append('…');
                break;
            }

            if (IsHarmless(rune))
            {
                quoted.Append(rune.ToString());
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        return quoted.Append('\'').ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
