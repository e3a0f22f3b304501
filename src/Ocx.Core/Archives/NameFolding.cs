using System.Globalization;
using System.Text;

namespace Ocx.Core.Archives;

/// <summary>
/// Equality of names as the least discerning file system sees it: without regard to case, full case folding included ("ß" is "ss"),
/// to Unicode composition, and to invisible characters. .NET's own normalization does nothing in invariant mode, hence the table.
/// </summary>
internal sealed class NameFolding : IEqualityComparer<string>
{
    public static readonly NameFolding Instance = new();

    private const int FirstHangul = 0xAC00;
    private const int HangulCount = 11172;

    private static readonly Lazy<Dictionary<int, string>> Table = new(ReadTable);

    public bool Equals(string? x, string? y) => string.Equals(Fold(x!), Fold(y!), StringComparison.OrdinalIgnoreCase);

    public int GetHashCode(string name) => Fold(name).GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <summary>Names that differ only in what file systems may ignore give texts that differ in ASCII case at most.</summary>
    private static string Fold(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name;
        }

        var folded = new List<Rune>(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            AppendFolded(folded, rune);
        }

        SortMarks(folded);
        var text = new StringBuilder(folded.Count);
        foreach (var rune in folded)
        {
            text.Append(rune.ToString());
        }

        return text.ToString();
    }

    private static void AppendFolded(List<Rune> folded, Rune rune)
    {
        if (rune.Value - FirstHangul is >= 0 and < HangulCount)
        {
            AppendHangul(folded, rune.Value - FirstHangul);
        }
        else if (Table.Value.TryGetValue(rune.Value, out var mapped))
        {
            folded.AddRange(mapped.EnumerateRunes());
        }
        else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
        {
            folded.Add(rune);
        }
    }

    private static void AppendHangul(List<Rune> folded, int index)
    {
        folded.Add(new Rune(0x1100 + (index / 588)));
        folded.Add(new Rune(0x1161 + (index % 588 / 28)));
        if (index % 28 != 0)
        {
            folded.Add(new Rune(0x11A7 + (index % 28)));
        }
    }

    /// <summary>Canonical order needs a class for each mark; any fixed order joins the same names, and a few that only differ in stacking.</summary>
    private static void SortMarks(List<Rune> runes)
    {
        for (var start = 0; start < runes.Count; start++)
        {
            var end = start;
            while (end < runes.Count && IsMark(runes[end]))
            {
                end++;
            }

            if (end - start > 1)
            {
                runes.Sort(start, end - start, Comparer<Rune>.Default);
            }

            start = Math.Max(start, end);
        }
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static Dictionary<int, string> ReadTable()
    {
        var table = new Dictionary<int, string>();
        using var reader = new StreamReader(typeof(NameFolding).Assembly.GetManifestResourceStream("NameFolding.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                var runes = line.Split(' ').Select(hex => new Rune(int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))).ToList();
                table.Add(runes[0].Value, string.Concat(runes.Skip(1)));
            }
        }

        return table;
    }
}
