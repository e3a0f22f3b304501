namespace Ocx.Core.Toml;

/// <summary>Values, with arrays and inline tables by recursion; <see cref="TomlTableBuilder.MaximumDepth"/> bounds it.</summary>
internal sealed class TomlValueReader(TomlScanner scanner, TomlTableBuilder tables)
{
    /// <summary>Reads <c>key = value</c> into the table.</summary>
    /// <returns>The entry made, and the tables that its dotted key went through.</returns>
    public (TomlEntry Entry, IReadOnlyList<TomlTable> Through) ReadEntry(TomlTable table)
    {
        var keyStart = scanner.Offset;
        var key = TomlKeyReader.Read(scanner);
        if (!scanner.TrySkip('='))
        {
            throw scanner.Error($"expected '=' after the key, found {scanner.Describe()}");
        }

        scanner.SkipWhitespace();
        var through = tables.Descend(table, key);
        var target = through.Count == 0 ? table : through[^1];
        tables.RequireNew(target, key[^1]);
        var valueStart = scanner.Offset;
        var value = Read(target.Depth + 1);
        var entry = new TomlEntry(key[^1].Name, scanner.PositionAt(key[^1].Offset), value)
        {
            Text = new(keyStart, scanner.Offset),
            ValueText = new(valueStart, scanner.Offset),
        };
        target.Add(entry);
        return (entry, through);
    }

    private TomlValue Read(int depth)
    {
        var position = scanner.Position;
        switch (scanner.Current)
        {
            case '"' or '\'':
                return new TomlString(position, TomlStringReader.Read(scanner));
            case '[':
                return ReadArray(position, depth);
            case '{':
                return ReadInlineTable(position, depth);
            default:
                return TomlScalarReader.Read(scanner);
        }
    }

    private TomlArray ReadArray(TomlPosition position, int depth)
    {
        tables.RequireDepth(depth, scanner.Offset);
        var start = scanner.Offset++;
        var array = new TomlArray(position, isOfTables: false);
        scanner.SkipToNextItem();
        while (!scanner.TrySkip(']'))
        {
            RequireMore(start, "array", ']');
            array.Add(Read(depth + 1));
            scanner.SkipToNextItem();
            if (!scanner.TrySkip(',') && scanner.Current != ']')
            {
                RequireMore(start, "array", ']');
                throw scanner.Error($"expected ',' or ']' after the item, found {scanner.Describe()}");
            }

            scanner.SkipToNextItem();
        }

        return array;
    }

    private TomlTable ReadInlineTable(TomlPosition position, int depth)
    {
        tables.RequireDepth(depth, scanner.Offset);
        var start = scanner.Offset++;
        var table = new TomlTable(position, TomlTableKind.Inline, depth);
        scanner.SkipWhitespace();
        if (scanner.TrySkip('}'))
        {
            return table;
        }

        do
        {
            scanner.SkipWhitespace();
            RequireOneLine(start);
            ReadEntry(table);
            scanner.SkipWhitespace();
            RequireOneLine(start);
        }
        while (scanner.TrySkip(','));
        return scanner.TrySkip('}')
            ? table
            : throw scanner.Error($"expected ',' or '}}' after the value, found {scanner.Describe()}");
    }

    private void RequireMore(int start, string what, char close)
    {
        if (scanner.AtEnd)
        {
            throw scanner.ErrorAt(start, $"the {what} that starts here is not closed with '{close}'");
        }
    }

    private void RequireOneLine(int start)
    {
        RequireMore(start, "inline table", '}');
        if (scanner.AtLineEnd)
        {
            throw scanner.Error("an inline table stays on one line; close it with '}' or write it as a [table]");
        }
    }
}
