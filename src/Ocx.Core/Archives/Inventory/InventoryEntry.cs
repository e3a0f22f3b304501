namespace Ocx.Core.Archives.Inventory;

/// <summary>What one name of an extracted layer was when it was written. Hard links are files like any other.</summary>
/// <param name="Kind"><see cref="EntryKind.Directory"/>, <see cref="EntryKind.File"/> or <see cref="EntryKind.SymbolicLink"/>.</param>
/// <param name="Path">From the layer's root, with '/' between components.</param>
/// <param name="Mode">Permission bits; of a symbolic link, which has none to speak of, <see cref="UnixFileMode.None"/>.</param>
/// <param name="Size">Of a file, in bytes.</param>
/// <param name="Sha256">Of a file's content, 32 bytes; null for anything else.</param>
/// <param name="Target">Of a symbolic link, its text.</param>
internal sealed record InventoryEntry(
    EntryKind Kind, string Path, UnixFileMode Mode = UnixFileMode.None, long Size = 0, byte[]? Sha256 = null, string? Target = null);
