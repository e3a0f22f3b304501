namespace Ocx.Core.Archives;

/// <summary>A name in a layer.</summary>
/// <param name="Path">From the layer's root, with '/'.</param>
internal readonly record struct ListedEntry(string Path, EntryKind Kind);
