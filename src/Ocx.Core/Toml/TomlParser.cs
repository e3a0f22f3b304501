namespace Ocx.Core.Toml;

/// <summary>The lines of a document: blank, comment, header, or key and value.</summary>
internal sealed class TomlParser
{
    private readonly TomlScanner _scanner;
    private readonly TomlTableBuilder _tables;
    private readonly TomlValueReader _values;

    private TomlParser(string text)
    {
        _scanner = new(text);
        _tables = new(_scanner);
        _values = new(_scanner, _tables);
    }

    /// <exception cref="TomlSyntaxException"/>
    public static TomlTable Parse(string text) => new TomlParser(text).Parse();

    private TomlTable Parse()
    {
        var table = _tables.Root;
        for (_scanner.SkipToNextItem(); !_scanner.AtEnd; _scanner.SkipToNextItem())
        {
            if (_scanner.Current == '[')
            {
                table = ReadHeader();
            }
            else
            {
                ReadEntry(table);
            }
        }

        return _tables.Root;
    }

    private void ReadEntry(TomlTable table)
    {
        var start = _scanner.LineStart;
        var (entry, through) = _values.ReadEntry(table);
        var lines = EndStatement(start, "the value");
        entry.Lines = lines;
        foreach (var extended in through.Prepend(table))
        {
            extended.LastStatement = lines;
        }
    }

    private TomlTable ReadHeader()
    {
        var start = _scanner.Offset;
        var line = _scanner.LineStart;
        var isArray = _scanner.StartsWith("[[");
        _scanner.Offset += isArray ? 2 : 1;
        var header = TomlKeyReader.Read(_scanner);
        var close = isArray ? "]]" : "]";
        if (!_scanner.StartsWith(close))
        {
            throw _scanner.Error($"expected '{close}' after the table's name, found {_scanner.Describe()}");
        }

        _scanner.Offset += close.Length;
        var table = isArray ? _tables.Append(header, start) : _tables.Open(header, start);
        table.HeaderLine = EndStatement(line, "the header");
        return table;
    }

    private TomlSpan EndStatement(int start, string what)
    {
        _scanner.SkipWhitespaceAndComment();
        if (!_scanner.AtLineEnd)
        {
            throw _scanner.Error($"expected the end of the line after {what}, found {_scanner.Describe()}");
        }

        _scanner.Offset += _scanner.NewlineLength;
        return new(start, _scanner.Offset);
    }
}
