using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing;

/// <summary>The wish that a tag's index has an entry.</summary>
internal sealed class TagPut(Identifier package, string tag, Descriptor entry, IReadOnlyDictionary<string, string> annotations) : TagEdit(tag, MediaTypes.ImageIndex)
{
    private readonly HashSet<Digest> _replaced = [];
    private readonly HashSet<(string Key, string? Value)> _replacedAnnotations = [];

    public override string Subject => $"The entry for {Platform.From(entry.Platform)}";

    /// <summary>A list in another format becomes an index.</summary>
    public override Task<byte[]> ApplyAsync(RegistryDocument? existing, CancellationToken cancellationToken)
    {
        var index = IndexOf(existing);
        if (!WasWritten)
        {
            _replaced.UnionWith(SlotOf(index).Where(digest => digest != entry.Digest));
            _replacedAnnotations.UnionWith(annotations.Keys.Select(key => (key, ValueOf(index, key))));
        }

        // What somebody else has said since stays: two that each insist on their own would go on until one of them gave up.
        var wanted = WasWritten ? annotations.Where(pair => !IsSettledIn(index, pair)).ToDictionary() : annotations;
        return Task.FromResult((index.With(entry).With(wanted) with { MediaType = MediaType }).ToBytes());
    }

    public override bool IsSettledIn(RegistryDocument? existing)
    {
        var index = IndexOf(existing);
        var slot = SlotOf(index).ToList();
        return slot.Any(digest => digest != entry.Digest && !_replaced.Contains(digest))
            || (slot.Contains(entry.Digest) && annotations.All(pair => IsSettledIn(index, pair)));
    }

    private bool IsSettledIn(ImageIndex index, KeyValuePair<string, string> annotation) =>
        ValueOf(index, annotation.Key) is var value && (value == annotation.Value || !_replacedAnnotations.Contains((annotation.Key, value)));

    private static string? ValueOf(ImageIndex index, string annotation) => index.Annotations?.GetValueOrDefault(annotation);

    private ImageIndex IndexOf(RegistryDocument? existing) => TagContent.IndexOf(existing, (package with { Tag = Tag, Digest = null }).ToString());

    private IEnumerable<Digest> SlotOf(ImageIndex index) =>
        index.Manifests.Where(existing => Equals(existing.Platform, entry.Platform)).Select(existing => existing.Digest);
}
