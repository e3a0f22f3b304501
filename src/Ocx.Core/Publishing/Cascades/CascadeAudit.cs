using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>
/// Compares rolling tags with the versions below them: for each platform, a rolling tag stands for the greatest version below that has it
/// (contract: package, 3.6).
/// </summary>
internal sealed class CascadeAudit
{
    private readonly Identifier _package;
    private readonly TagGraph _graph;
    private readonly IReadOnlyDictionary<string, TagContent> _contents;
    private readonly Dictionary<string, Dictionary<DescriptorPlatform, ExpectedSlot>> _expected;
    private readonly Dictionary<(DescriptorPlatform Slot, Digest Manifest), string> _sources = [];

    /// <param name="aliases">In scope, in the order to report them in.</param>
    /// <param name="contents">Of every alias in scope, and of every leaf below one.</param>
    public CascadeAudit(Identifier package, TagGraph graph, IReadOnlyList<string> aliases, IReadOnlyDictionary<string, TagContent> contents)
    {
        _package = package;
        _graph = graph;
        _contents = contents;
        _expected = aliases.ToDictionary(alias => alias, _ => new Dictionary<DescriptorPlatform, ExpectedSlot>());
        foreach (var leaf in graph.Leaves.Where(leaf => contents.ContainsKey(leaf.Tag)))
        {
            Take(leaf, contents[leaf.Tag]);
        }
    }

    public CascadeReport Report() => new(
        _package,
        new SortedDictionary<string, AliasState>(_expected.Keys.ToDictionary(alias => alias, alias => _contents[alias].State), StringComparer.Ordinal),
        [.. _expected.Keys.SelectMany(Rows)],
        _graph.Ignored);

    /// <summary>What would put right all that can be, the most specific tag first.</summary>
    public IReadOnlyList<AliasRepair> Repairs() =>
    [
        .. _expected.Keys.Where(alias => Rows(alias).Any(row => row.IsFinding && row.Status != SlotStatus.Orphan))
            .OrderByDescending(alias => TagGraph.AliasesAbove(alias).Count)
            .ThenBy(alias => alias, StringComparer.Ordinal)
            .Select(RepairOf),
    ];

    /// <summary>Leaves come with the greatest first, so that what is known already stands.</summary>
    private void Take(CascadeLeaf leaf, TagContent content)
    {
        foreach (var slot in content.Slots)
        {
            var entry = content.Entry(slot)!;
            _sources.TryAdd((slot, entry.Digest), leaf.Tag);
            foreach (var alias in leaf.Aliases)
            {
                _expected.GetValueOrDefault(alias)?.TryAdd(slot, new(entry, leaf.Tag));
            }
        }
    }

    private AliasRepair RepairOf(string alias)
    {
        var (current, expected) = (_contents[alias], _expected[alias]);
        return new(
            current,
            [.. expected.Select(slot => current.Entry(slot.Key) is { } entry && entry.Digest == slot.Value.Entry.Digest ? entry : slot.Value.Entry)],
            [.. current.Slots.Where(slot => !expected.ContainsKey(slot)).Select(slot => current.Entry(slot)!)]);
    }

    private IEnumerable<CascadeRow> Rows(string alias)
    {
        var (current, expected) = (_contents[alias], _expected[alias]);
        return expected.Keys.Union(current.Slots)
            .Select(slot => RowOf(current, slot, expected.GetValueOrDefault(slot)))
            .OrderBy(row => row.Platform, StringComparer.Ordinal);
    }

    private CascadeRow RowOf(TagContent current, DescriptorPlatform slot, ExpectedSlot? expected)
    {
        var observed = current.Entry(slot)?.Digest;
        var status = current.IsDuplicate(slot) ? SlotStatus.Duplicate
            : expected is null ? SlotStatus.Orphan
            : observed is null ? SlotStatus.Missing
            : observed == expected.Entry.Digest ? SlotStatus.Ok
            : SlotStatus.Stale;
        return new(
            current.Tag,
            Platform.From(slot)?.ToString() ?? $"{slot.Os}/{slot.Architecture}",
            status,
            observed,
            expected?.Entry.Digest,
            expected?.Source,
            observed is { } manifest ? _sources.GetValueOrDefault((slot, manifest)) : null);
    }
}
