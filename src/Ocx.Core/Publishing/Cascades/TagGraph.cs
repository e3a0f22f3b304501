using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>
/// The tags of a package by what they stand for (contract: package, 3.6). Rolling tags are known from the versions alone, whether they exist or not.
/// </summary>
/// <param name="Leaves">The greatest version first.</param>
/// <param name="Aliases">Every rolling tag above a leaf, in ordinal order.</param>
/// <param name="Ignored">Tags that are none of these, nor reserved.</param>
internal sealed record TagGraph(IReadOnlyList<CascadeLeaf> Leaves, IReadOnlyList<string> Aliases, IReadOnlyList<string> Ignored)
{
    public static TagGraph Of(IEnumerable<string> tags)
    {
        var published = tags.Where(tag => !ReservedTag.Is(tag)).Distinct().ToList();
        var versions = published.Select(Parse).OfType<PackageVersion>().OrderDescending().ToList();
        var aliases = new SortedSet<string>(versions.SelectMany(AliasesAbove), StringComparer.Ordinal);
        return new(
            [.. versions.Select(version => new CascadeLeaf(version)).Where(leaf => !aliases.Contains(leaf.Tag))],
            [.. aliases],
            [.. published.Where(tag => Parse(tag) is null && !aliases.Contains(tag)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The rolling tags that publishing the version may move; none for a tag that is no version, such as the root of a track.</summary>
    public static IReadOnlyList<string> AliasesAbove(string tag) => Parse(tag) is { } version ? AliasesAbove(version) : [];

    public static IReadOnlyList<string> AliasesAbove(PackageVersion version) => [.. CascadeLevel.Of(version).Select(level => level.Tag)];

    private static PackageVersion? Parse(string tag) => PackageVersion.TryParse(tag, out var version) ? version : null;
}
