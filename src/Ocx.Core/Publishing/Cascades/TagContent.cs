using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>What a tag names now, by platforms.</summary>
internal sealed class TagContent
{
    private readonly ILookup<DescriptorPlatform?, Descriptor> _entries;

    /// <param name="document">Null: the tag names nothing.</param>
    /// <param name="source">For messages.</param>
    /// <exception cref="Diagnostics.OcxException">OCX2008.</exception>
    public TagContent(string tag, RegistryDocument? document, string source)
    {
        Tag = tag;
        Document = document;
        Index = IndexOf(document, source);
        _entries = Index.Manifests.ToLookup(SlotOf);
        Slots = [.. _entries.Select(same => same.Key).OfType<DescriptorPlatform>()];
    }

    public string Tag { get; }

    public RegistryDocument? Document { get; }

    /// <summary>As it is; a bare manifest is the only entry of one.</summary>
    public ImageIndex Index { get; }

    public AliasState State =>
        Document is null ? AliasState.Absent : MediaTypes.IsIndex(Document.MediaType) ? AliasState.Present : AliasState.NotAnIndex;

    public IReadOnlyList<DescriptorPlatform> Slots { get; }

    /// <summary>Entries that are no platform's: a bare manifest, attestations.</summary>
    public IEnumerable<Descriptor> Others => _entries[null];

    /// <summary>The index of a tag; a bare manifest becomes its first entry.</summary>
    /// <exception cref="Diagnostics.OcxException">OCX2008.</exception>
    public static ImageIndex IndexOf(RegistryDocument? document, string source) =>
        document is null ? ImageIndex.Empty
        : MediaTypes.IsIndex(document.MediaType) ? ImageIndex.Parse(document.Content.Span, source)
        : ImageIndex.Empty with { Manifests = [new Descriptor(document.MediaType, document.Digest, document.Content.Length)] };

    /// <summary>The entry of a platform: the last, where there are several.</summary>
    public Descriptor? Entry(DescriptorPlatform slot) => _entries[slot].LastOrDefault();

    public bool IsDuplicate(DescriptorPlatform slot) => _entries[slot].Count() > 1;

    /// <summary>The platform of an entry in one spelling, whatever the order of its features; null where it is none.</summary>
    private static DescriptorPlatform? SlotOf(Descriptor entry) => entry.Platform switch
    {
        null or { Unreadable: not null } or { Os: "unknown", Architecture: "unknown" } => null,
        { } wire => Platform.From(wire)?.ToDescriptor() ?? wire,
    };
}
