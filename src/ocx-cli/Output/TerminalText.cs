using System.Globalization;
using System.Text;

namespace Ocx.Cli.Output;

/// <summary>Makes text from outside safe to show: registries and files must not move the cursor, hide words or forge lines.</summary>
internal static class TerminalText
{
    /// <summary>Writes control, bidirectional and zero-width characters as <c>\u202e</c>.</summary>
    public static string Neutralise(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmful(rune))
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                safe.Append(rune);
            }
        }

        return safe.ToString();
    }

    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
