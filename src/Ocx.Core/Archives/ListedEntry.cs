namespace Ocx.Core.Archives;

/// <summary>A name in a layer.</summary>
/// <param name="Path">From the layer's root, with '/'.</param>
/// <param name="Target">Of a symbolic link only.</param>
internal readonly record struct ListedEntry(string Path, EntryKind Kind, string? Target = null);
