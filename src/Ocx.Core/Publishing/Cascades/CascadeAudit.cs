using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>
/// Compares rolling tags with the versions below them: for each platform, a rolling tag stands for the greatest version below that has it
/// (contract: package, 3.6).
/// </summary>
/// <param name="aliases">In scope.</param>
/// <param name="contents">Of every alias in scope, and of every leaf below one.</param>
internal sealed class CascadeAudit(
    Identifier package, TagGraph graph, IReadOnlyList<string> aliases, IReadOnlyDictionary<string, TagContent> contents)
{
    public CascadeReport Report() => new(
        package,
        new SortedDictionary<string, AliasState>(aliases.ToDictionary(alias => alias, alias => contents[alias].State), StringComparer.Ordinal),
        [.. aliases.SelectMany(Rows)],
        graph.Ignored);

    /// <summary>What would put right all that can be, the most specific tag first.</summary>
    public IReadOnlyList<AliasRepair> Repairs() =>
    [
        .. aliases.Where(alias => Rows(alias).Any(row => row.IsFinding && row.Status != SlotStatus.Orphan))
            .OrderByDescending(alias => TagGraph.AliasesAbove(alias).Count)
            .ThenBy(alias => alias, StringComparer.Ordinal)
            .Select(RepairOf),
    ];

    private AliasRepair RepairOf(string alias)
    {
        var (current, expected) = (contents[alias], ExpectedOf(alias));
        return new(
            current,
            [.. expected.Select(slot => current.Entry(slot.Key) is { } entry && entry.Digest == slot.Value.Entry.Digest ? entry : slot.Value.Entry)],
            [.. current.Slots.Where(slot => !expected.ContainsKey(slot)).Select(slot => current.Entry(slot)!)]);
    }

    private IEnumerable<CascadeRow> Rows(string alias)
    {
        var (current, expected) = (contents[alias], ExpectedOf(alias));
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
            observed is null ? null : LeavesRead.FirstOrDefault(leaf => contents[leaf.Tag].Entry(slot)?.Digest == observed)?.Tag);
    }

    private IEnumerable<CascadeLeaf> LeavesRead => graph.Leaves.Where(leaf => contents.ContainsKey(leaf.Tag));

    private Dictionary<DescriptorPlatform, ExpectedSlot> ExpectedOf(string alias)
    {
        var expected = new Dictionary<DescriptorPlatform, ExpectedSlot>();
        foreach (var leaf in graph.Leaves.Where(leaf => leaf.Aliases.Contains(alias)))
        {
            var content = contents[leaf.Tag];
            foreach (var slot in content.Slots)
            {
                expected.TryAdd(slot, new(content.Entry(slot)!, leaf.Tag));
            }
        }

        return expected;
    }
}
