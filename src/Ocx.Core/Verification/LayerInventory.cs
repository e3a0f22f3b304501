using Ocx.Core.Archives.Inventory;
using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>What a layer held when it was unpacked, by path.</summary>
internal static class LayerInventory
{
    public const string FileName = "content.mtree";

    /// <param name="most">Entries; an inventory of more cannot be that of the tree beside it.</param>
    /// <returns>Null if the layer has none, as those of other implementations.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002: it cannot be read.</exception>
    public static Dictionary<string, InventoryEntry>? Read(string layer, int most)
    {
        var path = Path.Combine(layer, FileName);
        if (TreeEntry.Of(path) is not { } file)
        {
            return null;
        }

        if (file.Kind != FileKind.File)
        {
            throw new InvalidDataException("it is no plain file");
        }

        var entries = new Dictionary<string, InventoryEntry>(StringComparer.Ordinal);
        foreach (var entry in TreeInventory.Read(path))
        {
            if (!IsPlain(entry.Path) || !entries.TryAdd(entry.Path, entry))
            {
                throw new InvalidDataException($"it lists '{entry.Path}', which no layer can hold, or twice");
            }

            if (entries.Count > most)
            {
                throw new InvalidDataException($"it lists more than {most} entries");
            }
        }

        return entries;
    }

    private static bool IsPlain(string path) =>
        path.Split('/').All(component => component is not ("" or "." or "..") && !component.Contains('\0', StringComparison.Ordinal))
        && (!OperatingSystem.IsWindows() || path.AsSpan().IndexOfAny('\\', ':') < 0);
}
