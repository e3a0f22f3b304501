namespace Ocx.Cli.Output;

/// <summary>Lays text out within a width: paragraphs, and sections of two columns.</summary>
internal sealed class HelpWriter(TextWriter writer, int width)
{
    private const int Indent = 2;
    private const int Gap = 2;

    private bool _started;

    public void Paragraph(string text)
    {
        Separate();
        WriteWrapped(text, indent: 0, column: 0);
    }

    /// <summary>Nothing without rows. A left text that is too long for its column has the right one on the next line.</summary>
    public void Section(string title, IEnumerable<(string Left, string Right)> rows)
    {
        var lines = rows.ToList();
        if (lines.Count == 0)
        {
            return;
        }

        Separate();
        writer.WriteLine(title + ":");
        var right = Indent + Gap + lines.Select(row => row.Left.Length).Where(length => length <= width / 2).DefaultIfEmpty(0).Max();
        foreach (var (left, text) in lines)
        {
            writer.Write(new string(' ', Indent) + left);
            if (text.Length == 0)
            {
                writer.WriteLine();
                continue;
            }

            var column = Indent + left.Length;
            if (column + Gap > right)
            {
                writer.WriteLine();
                column = 0;
            }

            writer.Write(new string(' ', right - column));
            WriteWrapped(text, right, right);
        }
    }

    private void Separate()
    {
        if (_started)
        {
            writer.WriteLine();
        }

        _started = true;
    }

    /// <param name="indent">Of the lines after the first.</param>
    /// <param name="column">Where the first line stands already.</param>
    private void WriteWrapped(string text, int indent, int column)
    {
        var empty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && column + 1 + word.Length > width)
            {
                writer.WriteLine();
                writer.Write(new string(' ', indent));
                column = indent;
                empty = true;
            }

            writer.Write(empty ? word : " " + word);
            column += word.Length + (empty ? 0 : 1);
            empty = false;
        }

        writer.WriteLine();
    }
}
