using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>A published version that stands for no other.</summary>
internal sealed record CascadeLeaf(PackageVersion Version)
{
    public string Tag { get; } = Version.ToString();

    /// <summary>The rolling tags that stand for it among others, the most specific first.</summary>
    public IReadOnlyList<string> Aliases { get; } = TagGraph.AliasesAbove(Version);
}
