using System.Security.Cryptography;
using System.Text;
using Ocx.Core.Archives;
using Ocx.Core.Archives.Inventory;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Archives.Inventory;

[TestClass]
public sealed class TreeInventoryTests
{
    private const UnixFileMode Executable = (UnixFileMode)0x16D;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Its_lines_are_those_of_mtree()
    {
        using var directory = new TemporaryDirectory();

        await ExtractAsync(
            directory, new TarBuilder().File("bin/my tool", "abc", mode: 0x1ED).HardLink("twin", "bin/my tool").Symlink("link", "bin/my tool").Directory("empty/"));

        const string file = "type=file mode=0555 size=3 sha256digest=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        Assert.AreEqual(
            $"""
            #mtree
            ./bin type=dir mode=0755
            ./bin/my\040tool {file}
            ./twin {file}
            ./empty type=dir mode=0755
            ./link type=link link=bin/my\040tool

            """,
            await File.ReadAllTextAsync(directory["content.mtree"], TestContext.CancellationToken));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task It_says_what_is_on_the_disk()
    {
        using var directory = new TemporaryDirectory();
        var archive = new TarBuilder().File("empty", mode: 0x1C0).File("naïve/日本", new string('x', 700_000), mode: 0).Symlink("l/i/n/k", "../../../naïve");
        for (var i = 0; i < 20; i++)
        {
            archive.File($"d{i % 3}/{i}", new string((char)('a' + i), i * 1000), mode: i * 31).HardLink($"h/{i}", $"d{i % 3}/{i}");
        }

        await ExtractAsync(directory, archive);

        var expected = Describe(new DirectoryInfo(directory["content"]), "").Order(StringComparer.Ordinal);
        var actual = TreeInventory.Read(directory["content.mtree"]).Select(Describe).Order(StringComparer.Ordinal);
        Assert.AreSequenceEqual(expected.ToList(), actual.ToList());
    }

    [TestMethod]
    public void Any_text_comes_back_as_it_was()
    {
        using var directory = new TemporaryDirectory();
        var everything = string.Concat(Enumerable.Range(1, 0x17F).Select(code => (char)code));
        string[] texts =
        [
            everything, @"\", @"\\", @"\040", @"back\slash", "#", "#mtree", "a=b", "a b", " ", "\n", "\r\n", "type=dir", "*?[]{}~\"'", "😀", "e\u0301", "\u202e",
            "a/b", "%", ".", "-", "\u007f", new string('é', 2048),
        ];
        var entries = texts.SelectMany((text, i) => new[]
        {
            new InventoryEntry(EntryKind.Directory, text, (UnixFileMode)0x1ED),
            new InventoryEntry(EntryKind.File, text, (UnixFileMode)0xFFF, long.MaxValue - i, SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            new InventoryEntry(EntryKind.SymbolicLink, text, Target: texts[^(i + 1)]),
        }).ToList();

        Write(directory["i"], entries);

        Assert.AreSequenceEqual(entries.Select(Describe).ToList(), TreeInventory.Read(directory["i"]).Select(Describe).ToList());
    }

    [TestMethod]
    [DataRow("", 1)]
    [DataRow("mtree\n", 1)]
    [DataRow("#mtree", 1)]
    [DataRow("#mtree\n\n", 2)]
    [DataRow("#mtree\n# comment\n", 2)]
    [DataRow("#mtree\n./a type=dir mode=0755\n./b type=dir mode=07", 3)]
    [DataRow("#mtree\n./a type=dir\n", 2)]
    [DataRow("#mtree\na type=dir mode=0755\n", 2)]
    [DataRow("#mtree\n./ type=dir mode=0755\n", 2)]
    [DataRow("#mtree\n./a type=dir mode=0855\n", 2)]
    [DataRow("#mtree\n./a type=dir mode=\n", 2)]
    [DataRow("#mtree\n./a type=dir mode=0755 nlink=1\n", 2)]
    [DataRow("#mtree\n./a type=char mode=0755\n", 2)]
    [DataRow("#mtree\n./a\\09 type=dir mode=0755\n", 2)]
    [DataRow("#mtree\n./a\\400 type=dir mode=0755\n", 2)]
    [DataRow("#mtree\n./a\\04 type=dir mode=0755\n", 2)]
    [DataRow("#mtree\n./\\377 type=dir mode=0755\n", 2)]
    [DataRow("#mtree\n./é type=dir mode=0755\n", 2)]
    [DataRow("#mtree\n./a type=link link=\\\n", 2)]
    [DataRow("#mtree\n./a type=file mode=0444 size=-1 sha256digest=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n", 2)]
    [DataRow("#mtree\n./a type=file mode=0444 size=1 sha256digest=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015\n", 2)]
    [DataRow("#mtree\n./a type=file mode=0444 size=1 sha256digest=XY7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n", 2)]
    public void Damage_is_found_and_its_line_named(string text, int line)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("i", text);

        var error = Assert.ThrowsExactly<InvalidDataException>(() => TreeInventory.Read(directory["i"]).ToList());

        Assert.StartsWith($"Line {line} of ", error.Message);
    }

    [TestMethod]
    public void An_endless_line_is_not_read_to_its_end()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("i", "#mtree\n" + new string('x', 100_000));

        Assert.ThrowsExactly<InvalidDataException>(() => TreeInventory.Read(directory["i"]).ToList());
    }

    [TestMethod]
    public void A_missing_inventory_is_an_input_output_failure()
    {
        using var directory = new TemporaryDirectory();

        var error = Assert.ThrowsExactly<OcxException>(() => TreeInventory.Read(directory["i"]).ToList());

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
    }

    [TestMethod]
    public async Task Another_reader_of_mtree_sees_the_same_names()
    {
        using var directory = new TemporaryDirectory();
        await ExtractAsync(directory, new TarBuilder().File("a b/c#d=e", "x").File(@"q*[x]", "y").Symlink("link", "a b/c#d=e"));

        var listing = await SystemTool.RunAsync("bsdtar", TestContext.CancellationToken, "-tf", directory["content.mtree"]);

        Assert.AreEqual((0, "./a b\n./a b/c#d=e\n./q*[x]\n./link\n"), listing);
    }

    private Task ExtractAsync(TemporaryDirectory directory, TarBuilder archive)
    {
        Directory.CreateDirectory(directory["content"]);
        return LayerExtractor.ExtractAsync(
            new MemoryStream(archive.ToGzip()),
            MediaTypes.LayerTarGzip,
            directory["content"],
            new ExtractionLimits(1 << 24),
            directory["content.mtree"],
            cancellationToken: TestContext.CancellationToken);
    }

    private static void Write(string path, IEnumerable<InventoryEntry> entries)
    {
        using var writer = new TreeInventoryWriter(path);
        foreach (var entry in entries)
        {
            writer.Write(entry);
        }

        writer.Complete();
    }

    private static IEnumerable<string> Describe(DirectoryInfo directory, string prefix)
    {
        foreach (var info in directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            var path = prefix + info.Name;
            yield return Describe(info switch
            {
                { LinkTarget: { } target } => new InventoryEntry(EntryKind.SymbolicLink, path, Target: target),
                FileInfo file => new InventoryEntry(EntryKind.File, path, ModeOf(file), file.Length, SHA256.HashData(File.ReadAllBytes(file.FullName))),
                _ => new InventoryEntry(EntryKind.Directory, path, ModeOf(info)),
            });
            if (info is DirectoryInfo { LinkTarget: null } child)
            {
                foreach (var line in Describe(child, path + "/"))
                {
                    yield return line;
                }
            }
        }
    }

    private static string Describe(InventoryEntry entry) =>
        $"{entry.Path} {entry.Kind} {(int)entry.Mode} {entry.Size} {Convert.ToHexString(entry.Sha256 ?? [])} {entry.Target}";

    private static UnixFileMode ModeOf(FileSystemInfo info) => OperatingSystem.IsWindows() ? Executable : info.UnixFileMode;
}
