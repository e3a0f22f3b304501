using System.Security.Cryptography;
using Ocx.Core.Files;

namespace Ocx.Core.Archives.Inventory;

/// <summary>Brings an inventory up to date with files that were changed on purpose after they were unpacked.</summary>
internal static class TreeInventoryRevision
{
    /// <param name="inventory">Path of a file that <see cref="TreeInventoryWriter"/> wrote.</param>
    /// <param name="content">The directory that it is about.</param>
    /// <param name="changed">Paths of the files, relative to <paramref name="content"/>.</param>
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002.</exception>
    public static void Apply(string inventory, string content, IReadOnlyCollection<string> changed)
    {
        var paths = changed.Select(path => path.Replace(Path.DirectorySeparatorChar, '/')).ToHashSet(StringComparer.Ordinal);
        var revised = inventory + ".new";
        using (var writer = new TreeInventoryWriter(revised))
        {
            foreach (var entry in TreeInventory.Read(inventory))
            {
                writer.Write(paths.Contains(entry.Path) ? Now(entry, Path.Combine(content, entry.Path)) : entry);
            }

            writer.Complete();
        }

        FileFailure.Guard(inventory, "write", () => File.Move(revised, inventory, overwrite: true));
    }

    private static InventoryEntry Now(InventoryEntry entry, string path)
    {
        InventoryEntry now = entry;
        FileFailure.Guard(path, "read", () =>
        {
            using var file = File.OpenRead(path);
            now = entry with { Size = file.Length, Sha256 = SHA256.HashData(file) };
        });
        return now;
    }
}
