using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>The rolling tags of a package as they are, beside what its versions say they should be.</summary>
/// <param name="Package">Without tag and digest.</param>
/// <param name="Aliases">Every rolling tag that was looked at, in ordinal order.</param>
/// <param name="Rows">In the order of tags and platforms.</param>
/// <param name="IgnoredTags">Tags that are neither versions nor above one; those that ocx keeps for other things are not among them.</param>
public sealed record CascadeReport(
    Identifier Package, IReadOnlyDictionary<string, AliasState> Aliases, IReadOnlyList<CascadeRow> Rows, IReadOnlyList<string> IgnoredTags)
{
    public bool IsClean => !Rows.Any(row => row.IsFinding);

    /// <summary>Rolling tags with a finding that a repair leaves: it takes no platform away, since somebody may use it.</summary>
    public IReadOnlyList<string> Unrepairable => [.. Rows.Where(row => row.Status == SlotStatus.Orphan).Select(row => row.Tag).Distinct()];
}
