using System.Globalization;
using System.Text;

namespace Ocx.Core.Toml;

/// <summary>Reads forward through the text: characters, white space, comments, line ends, places.</summary>
internal sealed class TomlScanner
{
    private readonly List<int> _lineStarts = [0];

    public TomlScanner(string text)
    {
        Text = text;
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            _lineStarts.Add(i + 1);
        }
    }

    public string Text { get; }

    public int Offset { get; set; }

    public bool AtEnd => Offset >= Text.Length;

    /// <summary>NUL at the end of the text; NUL itself is not allowed anywhere in TOML.</summary>
    public char Current => AtEnd ? '\0' : Text[Offset];

    public bool AtLineEnd => AtEnd || NewlineLength > 0;

    /// <summary>1 or 2 characters, or 0 when there is none here.</summary>
    public int NewlineLength => Current == '\n' ? 1 : StartsWith("\r\n") ? 2 : 0;

    public int LineStart => _lineStarts[LineIndex(Offset)];

    public TomlPosition Position => PositionAt(Offset);

    public bool StartsWith(string expected) => Text.AsSpan(Offset).StartsWith(expected, StringComparison.Ordinal);

    public bool TrySkip(char expected)
    {
        var matches = !AtEnd && Current == expected;
        Offset += matches ? 1 : 0;
        return matches;
    }

    public void SkipWhitespace()
    {
        while (Current is ' ' or '\t')
        {
            Offset++;
        }
    }

    /// <summary>White space, then a comment if there is one; stops at the line's end.</summary>
    public void SkipWhitespaceAndComment()
    {
        SkipWhitespace();
        if (Current != '#')
        {
            return;
        }

        while (!AtLineEnd)
        {
            if (IsForbiddenControl(Current))
            {
                throw Error($"{Describe()} is not allowed in a comment");
            }

            Offset++;
        }
    }

    /// <summary>White space, comments and line ends: what may stand between the items of an array.</summary>
    public void SkipToNextItem()
    {
        SkipWhitespaceAndComment();
        while (NewlineLength > 0)
        {
            Offset += NewlineLength;
            SkipWhitespaceAndComment();
        }
    }

    public TomlPosition PositionAt(int offset)
    {
        var line = LineIndex(offset);
        return new(line + 1, offset - _lineStarts[line] + 1);
    }

    public TomlSyntaxException Error(string message) => ErrorAt(Offset, message);

    public TomlSyntaxException ErrorAt(int offset, string message)
    {
        var (line, column) = PositionAt(offset);
        return new(message, line, column);
    }

    /// <summary>What stands here, for messages.</summary>
    public string Describe()
    {
        if (AtLineEnd)
        {
            return AtEnd ? "the end of the file" : "the end of the line";
        }

        Rune.DecodeFromUtf16(Text.AsSpan(Offset), out var rune, out _);
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            ? $"the invisible character U+{rune.Value:X4}"
            : $"'{rune}'";
    }

    public static bool IsForbiddenControl(char c) => c is < ' ' and not '\t' or '\u007f';

    private int LineIndex(int offset)
    {
        var index = _lineStarts.BinarySearch(offset);
        return index >= 0 ? index : ~index - 1;
    }
}
