using System.Security.Cryptography;
using Ocx.Core.Archives;
using Ocx.Core.Archives.Inventory;

namespace Ocx.Core.Tests.Archives.Inventory;

[TestClass]
public sealed class TreeInventoryRevisionTests
{
    [TestMethod]
    public void OnlyWhatChangedIsWrittenAnew()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("content/bin/signed", "longer than before");
        var inventory = directory["content.mtree"];
        var other = new InventoryEntry(EntryKind.File, "other", UnixFileMode.UserRead, 5, SHA256.HashData("other"u8));
        using (var writer = new TreeInventoryWriter(inventory))
        {
            writer.Write(new(EntryKind.Directory, "bin", UnixFileMode.UserRead));
            writer.Write(new(EntryKind.File, "bin/signed", UnixFileMode.UserExecute, 3, SHA256.HashData("old"u8)));
            writer.Write(other);
            writer.Complete();
        }

        TreeInventoryRevision.Apply(inventory, directory["content"], [Path.Combine("bin", "signed")]);

        var entries = TreeInventory.Read(inventory).ToList();
        Assert.HasCount(3, entries);
        Assert.AreEqual((18L, UnixFileMode.UserExecute), (entries[1].Size, entries[1].Mode));
        Assert.AreSequenceEqual(SHA256.HashData("longer than before"u8), entries[1].Sha256!);
        Assert.AreEqual((other.Path, other.Size), (entries[2].Path, entries[2].Size));
        Assert.AreSequenceEqual(other.Sha256!, entries[2].Sha256!);
        Assert.HasCount(1, Directory.GetFiles(directory.Path));
    }
}
