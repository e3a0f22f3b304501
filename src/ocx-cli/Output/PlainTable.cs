namespace Ocx.Cli.Output;

/// <summary>A table for people: a header line, then rows, every cell padded to its column's width, two spaces between columns.</summary>
internal sealed class PlainTable(params string[] header)
{
    private const string Underline = "\e[4m";
    private const string Faint = "\e[2m";
    private const string Reset = "\e[0m";

    private readonly List<string[]> _rows = [header];

    /// <param name="cells">As many as the header has.</param>
    public void Add(params string[] cells) => _rows.Add(Array.ConvertAll(cells, TerminalText.Neutralise));

    /// <param name="color">Underlines the header and shades every second row; the text stays the same.</param>
    public void Write(TextWriter writer, bool color)
    {
        var widths = new int[header.Length];
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                widths[i] = Math.Max(widths[i], Width(row[i]));
            }
        }

        for (var n = 0; n < _rows.Count; n++)
        {
            var line = string.Join("  ", _rows[n].Select((cell, i) => cell + new string(' ', widths[i] - Width(cell))));
            var style = !color ? "" : n == 0 ? Underline : n % 2 == 0 ? Faint : "";
            writer.Write(style);
            writer.Write(line);
            writer.WriteLine(style.Length > 0 ? Reset : "");
        }
    }

    private static int Width(string cell)
    {
        var width = 0;
        foreach (var _ in cell.EnumerateRunes())
        {
            width++;
        }

        return width;
    }
}
