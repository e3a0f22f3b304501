using System.Security.Cryptography;
using Ocx.Core.Archives.Inventory;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Installation.Signing;

/// <summary>A layer's inventory after files of it were signed: a signature is no damage.</summary>
internal static class SignedInventory
{
    /// <param name="inventory">Absolute path.</param>
    /// <param name="content">Absolute path of the layer's files.</param>
    /// <param name="changed">Paths relative to <paramref name="content"/>, of files only.</param>
    /// <exception cref="OcxException">OCX3001, OCX3002.</exception>
    public static void Renew(string inventory, string content, IReadOnlyList<string> changed)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var paths = changed.ToHashSet(StringComparer.Ordinal);
        var renewed = inventory + ".signed";
        using (var writer = new TreeInventoryWriter(renewed))
        {
            foreach (var entry in TreeInventory.Read(inventory))
            {
                writer.Write(paths.Contains(entry.Path) ? Measure(entry, Path.Combine(content, entry.Path)) : entry);
            }

            writer.Complete();
        }

        FileFailure.Guard(inventory, "write", () => File.Move(renewed, inventory, overwrite: true));
    }

    private static InventoryEntry Measure(InventoryEntry entry, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return entry with { Size = file.Length, Sha256 = SHA256.HashData(file) };
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }
}
