using Ocx.Core.Oci;

namespace Ocx.Core.Publishing;

/// <summary>The wish that a tag's index has an entry, and what was met on the way there.</summary>
internal sealed class TagPut(string tag, Descriptor entry, IReadOnlyDictionary<string, string> annotations)
{
    private readonly HashSet<Digest> _replaced = [];

    public string Tag => tag;

    public Descriptor Entry => entry;

    /// <summary>The entry was in the index at some time, and may have been written over since.</summary>
    public bool WasWritten { get; set; }

    /// <summary>The index as it should be; a list in another format becomes one.</summary>
    public ImageIndex Apply(ImageIndex index)
    {
        if (!WasWritten)
        {
            _replaced.UnionWith(SlotOf(index).Where(digest => digest != entry.Digest));
        }

        return index.With(entry).With(annotations) with { MediaType = MediaTypes.ImageIndex };
    }

    /// <summary>
    /// Whether nothing is left to do once the entry was written: it is there, or another one for the platform that is newer. One that it has replaced
    /// is not newer: somebody who had read it before has written it back.
    /// </summary>
    public bool IsSettledIn(ImageIndex index)
    {
        var slot = SlotOf(index).ToList();
        return slot.Any(digest => digest != entry.Digest && !_replaced.Contains(digest))
            || (slot.Contains(entry.Digest) && annotations.All(pair => index.Annotations?.GetValueOrDefault(pair.Key) == pair.Value));
    }

    private IEnumerable<Digest> SlotOf(ImageIndex index) =>
        index.Manifests.Where(existing => Equals(existing.Platform, entry.Platform)).Select(existing => existing.Digest);
}
