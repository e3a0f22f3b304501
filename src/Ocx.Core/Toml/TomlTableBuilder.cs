namespace Ocx.Core.Toml;

/// <summary>TOML's rules on which table may be made or extended by which header or dotted key.</summary>
internal sealed class TomlTableBuilder(TomlScanner scanner)
{
    /// <summary>Tables and arrays within each other; more than any real file has, little enough for every reader's stack.</summary>
    public const int MaximumDepth = 100;

    public TomlTable Root { get; } = new(new(1, 1), TomlTableKind.Header, depth: 0);

    /// <summary>The table of a <c>[header]</c>.</summary>
    public TomlTable Open(List<TomlKeySegment> header, int headerStart)
    {
        var parent = FindParent(header);
        var last = header[^1];
        var position = scanner.PositionAt(headerStart);
        if (!parent.TryGet(last.Name, out var existing))
        {
            return Add(parent, last, new TomlTable(position, TomlTableKind.Header, parent.Depth + 1));
        }

        if (existing.Value is TomlTable { Kind: TomlTableKind.Implicit } table)
        {
            table.Kind = TomlTableKind.Header;
            return table;
        }

        throw AlreadyDefined(existing, last);
    }

    /// <summary>A new element for a <c>[[header]]</c>.</summary>
    public TomlTable Append(List<TomlKeySegment> header, int headerStart)
    {
        var parent = FindParent(header);
        var last = header[^1];
        var position = scanner.PositionAt(headerStart);
        var array = parent.TryGet(last.Name, out var existing)
            ? existing.Value as TomlArray
            : Add(parent, last, new TomlArray(position, isOfTables: true));
        if (array is not { IsOfTables: true })
        {
            throw AlreadyDefined(existing!, last);
        }

        var element = new TomlTable(position, TomlTableKind.Header, parent.Depth + 2);
        array.Add(element);
        return element;
    }

    /// <summary>The tables that a dotted key goes through, made where they are missing.</summary>
    public IReadOnlyList<TomlTable> Descend(TomlTable table, List<TomlKeySegment> key)
    {
        var through = new List<TomlTable>(key.Count - 1);
        for (var i = 0; i < key.Count - 1; i++)
        {
            if (!table.TryGet(key[i].Name, out var entry))
            {
                table = Add(table, key[i], new TomlTable(scanner.PositionAt(key[i].Offset), TomlTableKind.Dotted, table.Depth + 1));
            }
            else if (entry.Value is TomlTable { Kind: TomlTableKind.Dotted or TomlTableKind.Implicit } existing)
            {
                existing.Kind = TomlTableKind.Dotted;
                table = existing;
            }
            else
            {
                throw NotExtensible(entry, key[i]);
            }

            table.KeyPrefix = scanner.Text[key[0].Offset..key[i + 1].Offset];
            through.Add(table);
        }

        return through;
    }

    public void RequireNew(TomlTable table, TomlKeySegment key)
    {
        if (table.TryGet(key.Name, out var existing))
        {
            throw AlreadyDefined(existing, key);
        }
    }

    public void RequireDepth(int depth, int offset)
    {
        if (depth > MaximumDepth)
        {
            throw scanner.ErrorAt(offset, $"tables and arrays are nested more than {MaximumDepth} deep");
        }
    }

    private TomlTable FindParent(List<TomlKeySegment> header)
    {
        var table = Root;
        foreach (var segment in header.Take(header.Count - 1))
        {
            if (!table.TryGet(segment.Name, out var entry))
            {
                table = Add(table, segment, new TomlTable(scanner.PositionAt(segment.Offset), TomlTableKind.Implicit, table.Depth + 1));
                continue;
            }

            table = entry.Value switch
            {
                TomlTable { Kind: not TomlTableKind.Inline } existing => existing,
                TomlArray { IsOfTables: true } array => (TomlTable)array.Items[^1],
                _ => throw NotExtensible(entry, segment),
            };
        }

        return table;
    }

    private T Add<T>(TomlTable parent, TomlKeySegment key, T value)
        where T : TomlValue
    {
        RequireDepth(parent.Depth + 1, key.Offset);
        parent.Add(new(key.Name, scanner.PositionAt(key.Offset), value));
        return value;
    }

    private TomlSyntaxException AlreadyDefined(TomlEntry existing, TomlKeySegment again) =>
        scanner.ErrorAt(again.Offset, $"'{again.Name}' is defined already, in line {existing.KeyPosition.Line}");

    private TomlSyntaxException NotExtensible(TomlEntry existing, TomlKeySegment again) => scanner.ErrorAt(
        again.Offset,
        $"'{again.Name}' is {existing.Value.Description} that is complete where line {existing.KeyPosition.Line} defines it; nothing can be added here");
}
