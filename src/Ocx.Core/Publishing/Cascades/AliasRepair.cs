using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>What a rolling tag is to become.</summary>
/// <param name="Current">What it names now.</param>
/// <param name="Expected">The entries that the versions below say, one for each platform.</param>
/// <param name="Orphans">The entries of platforms that no version below has, one for each.</param>
internal sealed record AliasRepair(TagContent Current, IReadOnlyList<Descriptor> Expected, IReadOnlyList<Descriptor> Orphans)
{
    public string Tag => Current.Tag;

    /// <summary>What has to exist for the new index to be worth anything.</summary>
    public IEnumerable<Digest> Children => Index(_ => false).Manifests.Select(entry => entry.Digest);

    /// <summary>The whole index: platforms in their order, then entries of none. The kind of document and its annotations stay.</summary>
    /// <param name="isMissing">Orphans of which this is true are left out.</param>
    public ImageIndex Index(Predicate<Digest> isMissing) => Expected
        .Concat(Orphans.Where(orphan => !isMissing(orphan.Digest)))
        .Aggregate(Current.Index with { Manifests = [.. Current.Others] }, (index, entry) => index.With(entry));
}
