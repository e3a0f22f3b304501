namespace Ocx.Core.Toml;

/// <summary>An array, or the tables of <c>[[name]]</c> headers.</summary>
public sealed class TomlArray : TomlValue
{
    private readonly List<TomlValue> _items = [];

    internal TomlArray(TomlPosition position, bool isOfTables)
        : base(position) => IsOfTables = isOfTables;

    public IReadOnlyList<TomlValue> Items => _items;

    public override string Description => "an array";

    /// <summary>Made by <c>[[name]]</c> headers, so that more of them may follow.</summary>
    internal bool IsOfTables { get; }

    internal void Add(TomlValue item) => _items.Add(item);
}
