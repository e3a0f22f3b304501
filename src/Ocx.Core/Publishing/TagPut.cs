using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

/// <summary>The wish that a tag's index has an entry.</summary>
internal sealed class TagPut(Identifier package, string tag, Descriptor entry, IReadOnlyDictionary<string, string> annotations) : TagEdit(tag, MediaTypes.ImageIndex)
{
    private readonly HashSet<Digest> _replaced = [];

    public override string Subject => $"The entry for {Platform.From(entry.Platform)}";

    /// <summary>A list in another format becomes an index.</summary>
    public override Task<byte[]> ApplyAsync(RegistryDocument? existing, CancellationToken cancellationToken)
    {
        var index = IndexOf(existing);
        if (!WasWritten)
        {
            _replaced.UnionWith(SlotOf(index).Where(digest => digest != entry.Digest));
        }

        return Task.FromResult((index.With(entry).With(annotations) with { MediaType = MediaType }).ToBytes());
    }

    public override bool IsSettledIn(RegistryDocument? existing)
    {
        var index = IndexOf(existing);
        var slot = SlotOf(index).ToList();
        return slot.Any(digest => digest != entry.Digest && !_replaced.Contains(digest))
            || (slot.Contains(entry.Digest) && annotations.All(pair => index.Annotations?.GetValueOrDefault(pair.Key) == pair.Value));
    }

    private ImageIndex IndexOf(RegistryDocument? existing) => TagContent.IndexOf(existing, (package with { Tag = Tag, Digest = null }).ToString());

    private IEnumerable<Digest> SlotOf(ImageIndex index) =>
        index.Manifests.Where(existing => Equals(existing.Platform, entry.Platform)).Select(existing => existing.Digest);
}
