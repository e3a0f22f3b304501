using System.Security.Cryptography;
using Ocx.Core.Archives;
using Ocx.Core.Archives.Inventory;
using Ocx.Core.Installation.Signing;

namespace Ocx.Core.Tests.Installation.Signing;

[TestClass]
public sealed class SignedInventoryTests
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    [TestMethod]
    public void Only_the_lines_of_signed_files_change()
    {
        using var files = new TemporaryDirectory();
        files.Write("content/bin/a tool", "signed");
        var old = SHA256.HashData("before"u8);
        InventoryEntry[] entries =
        [
            new(EntryKind.Directory, "bin", Mode),
            new(EntryKind.File, "bin/a tool", Mode, 1, old),
            new(EntryKind.File, "bin/other", Mode, 6, old),
            new(EntryKind.SymbolicLink, "link", Target: "bin/a tool"),
        ];
        using (var writer = new TreeInventoryWriter(files["content.mtree"]))
        {
            Array.ForEach(entries, writer.Write);
            writer.Complete();
        }

        SignedInventory.Renew(files["content.mtree"], files["content"], ["bin/a tool"]);

        var renewed = TreeInventory.Read(files["content.mtree"]).ToList();
        Assert.AreSequenceEqual(entries.Select(Text), renewed.Select(entry => entry.Path == "bin/a tool" ? Text(entries[1]) : Text(entry)));
        Assert.AreEqual(Text(entries[1] with { Size = 6, Sha256 = SHA256.HashData("signed"u8) }), Text(renewed[1]));
        Assert.HasCount(2, Directory.GetFileSystemEntries(files.Path));
    }

    private static string Text(InventoryEntry entry) =>
        $"{entry.Kind} {entry.Path} {entry.Mode} {entry.Size} {Convert.ToHexString(entry.Sha256 ?? [])} {entry.Target}";
}
