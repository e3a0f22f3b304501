using System.Diagnostics.CodeAnalysis;

namespace Ocx.Core.Toml;

/// <summary>Keys and values in the order of the text.</summary>
public sealed class TomlTable : TomlValue
{
    private readonly List<TomlEntry> _entries = [];
    private readonly Dictionary<string, TomlEntry> _byKey = new(StringComparer.Ordinal);

    internal TomlTable(TomlPosition position, TomlTableKind kind, int depth)
        : base(position)
    {
        Kind = kind;
        Depth = depth;
    }

    public IReadOnlyList<TomlEntry> Entries => _entries;

    public override string Description => "a table";

    internal TomlTableKind Kind { get; set; }

    /// <summary>Tables and arrays around it.</summary>
    internal int Depth { get; }

    /// <summary>The line of its header.</summary>
    internal TomlSpan? HeaderLine { get; set; }

    /// <summary>The lines of the last statement that added to it (outside inline tables).</summary>
    internal TomlSpan? LastStatement { get; set; }

    /// <summary>For a table made by a dotted key: that key's text up to and with the dot before the table's own keys.</summary>
    internal string KeyPrefix { get; set; } = "";

    public bool TryGet(string key, [NotNullWhen(true)] out TomlEntry? entry) => _byKey.TryGetValue(key, out entry);

    internal void Add(TomlEntry entry)
    {
        _entries.Add(entry);
        _byKey.Add(entry.Key, entry);
    }
}
