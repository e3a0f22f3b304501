namespace Ocx.Core.Toml;

/// <summary>Computes the text after one edit; the caller parses it again, so that every edit is proved to be TOML.</summary>
/// <param name="text">With LF line ends.</param>
/// <param name="root">What <paramref name="text"/> means.</param>
internal sealed class TomlEditor(string text, TomlTable root)
{
    public string Set(IReadOnlyList<string> path, string value)
    {
        var literal = TomlWriter.String(value);
        var chain = FindTables(path);
        var isInTable = chain.Count == path.Count;
        if (isInTable && chain[^1].TryGet(path[^1], out var existing))
        {
            return existing is { Text: not null, Value: not TomlTable }
                ? Replace(existing.ValueText, literal)
                : throw new InvalidOperationException($"'{Join(path)}' is {existing.Value.Description}; only a plain value can be replaced.");
        }

        // An inline table is closed to all but its own braces; whatever is missing below it becomes a dotted key in them.
        var inline = chain.FindLastIndex(table => table.Kind == TomlTableKind.Inline);
        if (inline >= 0)
        {
            return AppendInline(path.Take(inline), $"{Join(path.Skip(inline))} = {literal}");
        }

        return isInTable && chain[^1].Kind != TomlTableKind.Implicit
            ? AppendStatement(chain[^1], $"{chain[^1].KeyPrefix}{TomlWriter.Key(path[^1])} = {literal}\n")
            : AppendTable($"[{Join(path.SkipLast(1))}]\n{TomlWriter.Key(path[^1])} = {literal}\n");
    }

    public string Remove(IReadOnlyList<string> path)
    {
        var chain = FindTables(path);
        if (chain.Count < path.Count || !chain[^1].TryGet(path[^1], out var entry))
        {
            throw new InvalidOperationException($"There is no '{Join(path)}'.");
        }

        return entry switch
        {
            { Value: TomlTable { Entries.Count: > 0 } } => throw new InvalidOperationException($"The table '{Join(path)}' is not empty."),
            { Lines: { } lines } => Replace(lines, ""),
            { Text: { } inline } => RemoveInline(inline),
            { Value: TomlTable { HeaderLine: { } header } } => RemoveHeader(header),
            _ => throw new InvalidOperationException($"'{Join(path)}' is {entry.Value.Description} and cannot be removed."),
        };
    }

    private static string Join(IEnumerable<string> path) => string.Join('.', path.Select(TomlWriter.Key));

    /// <summary>The tables on the way, the root first; shorter than the path when some are missing.</summary>
    private List<TomlTable> FindTables(IReadOnlyList<string> path)
    {
        var chain = new List<TomlTable> { root };
        foreach (var key in path.SkipLast(1))
        {
            if (!chain[^1].TryGet(key, out var entry))
            {
                break;
            }

            chain.Add(entry.Value as TomlTable ?? throw new InvalidOperationException($"'{key}' in '{Join(path)}' is {entry.Value.Description}."));
        }

        return chain;
    }

    private string AppendStatement(TomlTable table, string statement)
    {
        var previous = table.LastStatement ?? table.HeaderLine ?? LeadingComments();
        var end = previous.Start;
        while (end < previous.End && text[end] is ' ' or '\t')
        {
            end++;
        }

        var indent = text[previous.Start..end];
        return Replace(new(previous.End, previous.End), $"{NewlineIfMissing(previous.End)}{indent}{statement}");
    }

    private string AppendTable(string lines)
    {
        var separator = text.Length == 0 || text.EndsWith("\n\n", StringComparison.Ordinal) ? "" : "\n";
        return $"{text}{NewlineIfMissing(text.Length)}{separator}{lines}";
    }

    private string AppendInline(IEnumerable<string> path, string item)
    {
        var table = root;
        TomlEntry? entry = null;
        foreach (var key in path)
        {
            table.TryGet(key, out entry);
            table = (TomlTable)entry!.Value;
        }

        var open = entry!.ValueText.Start + 1;
        var end = entry.ValueText.End - 1;
        while (text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end == open
            ? Replace(new(open, entry.ValueText.End - 1), $" {item} ")
            : Replace(new(end, end), $", {item}");
    }

    private string RemoveInline(TomlSpan item)
    {
        var (start, end) = item;
        while (text[end] is ' ' or '\t')
        {
            end++;
        }

        if (text[end] == ',')
        {
            do
            {
                end++;
            }
            while (text[end] is ' ' or '\t');
            return Replace(new(start, end), "");
        }

        while (text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        return Replace(text[start - 1] == ',' ? new(start - 1, item.End) : new(start, end), "");
    }

    /// <summary>The header goes with the blank lines behind it, or before it where it ends the file.</summary>
    private string RemoveHeader(TomlSpan header)
    {
        var (start, end) = header;
        while (end < text.Length && text[end] == '\n')
        {
            end++;
        }

        while (end == text.Length && text[..start].EndsWith("\n\n", StringComparison.Ordinal))
        {
            start--;
        }

        return Replace(new(start, end), "");
    }

    /// <summary>The comment lines at the top: a key of the root goes below them.</summary>
    private TomlSpan LeadingComments()
    {
        var end = 0;
        while (end < text.Length && text[end] == '#')
        {
            var newline = text.IndexOf('\n', end);
            end = newline < 0 ? text.Length : newline + 1;
        }

        return new(0, end);
    }

    private string NewlineIfMissing(int offset) => offset > 0 && text[offset - 1] != '\n' ? "\n" : "";

    private string Replace(TomlSpan span, string replacement) => string.Concat(text.AsSpan(0, span.Start), replacement, text.AsSpan(span.End));
}
