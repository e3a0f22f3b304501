using Ocx.Core.Archives.Inventory;
using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>A name that a package's content must hold.</summary>
/// <param name="LayerPath">Absolute path of the same in its layer; null for a directory that a prefix makes.</param>
/// <param name="Inventory">What it was when it was unpacked; null if nobody wrote that down.</param>
internal sealed record ExpectedEntry(FileKind Kind, string? LayerPath, InventoryEntry? Inventory);
