using System.Text;
using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Archives;

[TestClass]
public sealed class LayerWriterTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task What_the_file_system_has_already_is_refused_and_stays()
    {
        // As on a file system that takes two names for one, whatever the rules for names have let through.
        using var layer = new LayerCase();
        Directory.CreateDirectory(layer["directory"]);
        await File.WriteAllTextAsync(layer["file"], "first", TestContext.CancellationToken);
        TarBuilder[] archives =
        [
            new TarBuilder().Directory("directory/"), new TarBuilder().File("directory/x"), new TarBuilder().File("file", "x"),
            new TarBuilder().Symlink("file", "x"), new TarBuilder().File("x").HardLink("file", "x"), new TarBuilder().Symlink("directory", "x"),
        ];

        foreach (var archive in archives)
        {
            var error = await Assert.ThrowsExactlyAsync<OcxException>(() => layer.ExtractAsync(archive));
            Assert.AreEqual(StoreErrors.ArchiveEntryUnsupported, error.Code);
            Assert.Contains("the file system has something under this name already", error.Message);
            File.Delete(layer["x"]);
        }

        Assert.AreEqual("first", layer.Read("file"));
        Assert.HasCount(2, Directory.GetFileSystemEntries(layer.Layer));
    }

    [TestMethod]
    public async Task A_destination_that_became_a_link_is_not_entered()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["outside"]);
        Links.CreateSymbolic(directory["layer"], "outside", toDirectory: true);

        var error = await Assert.ThrowsExactlyAsync<OcxException>(() => LayerExtractor.ExtractAsync(
            new MemoryStream(new TarBuilder().File("a").ToGzip()), MediaTypes.LayerTarGzip, directory["layer"], new ExtractionLimits(1 << 20), cancellationToken: TestContext.CancellationToken));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
        Assert.IsEmpty(Directory.GetFileSystemEntries(directory["outside"]));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Paths_that_no_program_could_name_are_refused_and_what_was_written_can_be_deleted()
    {
        using var layer = new LayerCase();
        var room = 4095 - layer.Layer.Length - 1;
        var file = (string.Concat(Enumerable.Repeat(new string('1', 99) + "/", room / 100)) + new string('x', room % 100)).TrimEnd('/');

        await layer.ExtractAsync(new TarBuilder().Pax(("path", file)).File("x", "deep"));
        var error = await Assert.ThrowsExactlyAsync<OcxException>(() => layer.ExtractAsync(new TarBuilder().Pax(("path", file.Replace('1', '2') + "22")).File("x")));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
        Assert.Contains("too long", error.Message);
        Assert.AreEqual("deep", layer.Read(file));
    }

    [TestMethod]
    public async Task Nothing_can_be_written_but_everything_can_be_deleted()
    {
        using var directory = new TemporaryDirectory();
        var layer = directory["layer"];
        Directory.CreateDirectory(layer);
        await LayerExtractor.ExtractAsync(
            new MemoryStream(new TarBuilder().File("d/e/f", mode: 0x1FF).Entry('5', "d/closed", mode: 0).File("d/closed/f").ToGzip()),
            MediaTypes.LayerTarGzip,
            layer,
            new ExtractionLimits(1 << 20),
            cancellationToken: TestContext.CancellationToken);

        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(0, (int)File.GetUnixFileMode(Path.Combine(layer, "d/e/f")) & 0x92);
        }

        DirectoryRemoval.Delete(layer);
        Assert.IsFalse(Directory.Exists(layer));
    }

    [TestMethod]
    public void Without_hard_links_there_are_copies()
    {
        using var directory = new TemporaryDirectory();
        var content = new string('x', 300_000);
        var tree = new EntryTree(10, NameRules.Linux);
        using var root = new UnlinkableDirectory(DirectoryHandle.Open(directory.Path));
        using var writer = new LayerWriter(tree.Root, root);
        tree.DirectoryAdded += writer.CreateDirectory;
        using (var file = writer.CreateFile(tree.AddFile("one/a"), mode: 0x1ED))
        {
            file.Append(Encoding.UTF8.GetBytes(content));
            writer.Complete(file);
        }

        writer.CreateHardLink(tree.AddFile("two/b"), tree.FindLinked("two/b", "one/a"));
        writer.CreateHardLink(tree.AddFile("c"), tree.FindLinked("c", "two/b"));

        foreach (var copy in new[] { directory["two", "b"], directory["c"] })
        {
            Assert.AreEqual(content, File.ReadAllText(copy));
            if (!OperatingSystem.IsWindows())
            {
                Assert.AreEqual(File.GetUnixFileMode(directory["one", "a"]), File.GetUnixFileMode(copy));
                Assert.AreNotEqual(UnixFileStatus.Of(directory["one", "a"]), UnixFileStatus.Of(copy));
            }
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Few_directories_are_open_at_once()
    {
        using var directory = new TemporaryDirectory();
        var tree = new EntryTree(10_000, NameRules.Linux);
        using (var root = DirectoryHandle.Open(directory.Path))
        using (var writer = new LayerWriter(tree.Root, root))
        {
            tree.DirectoryAdded += writer.CreateDirectory;
            var deep = string.Join('/', Enumerable.Range(0, 120));
            tree.AddDirectory(deep);
            for (var i = 0; i < 300; i++)
            {
                tree.AddDirectory($"wide/{i}");
            }

            // There and back between directories that are no longer open.
            string[] parents = [deep, .. Enumerable.Range(0, 300).Select(i => $"wide/{i}"), "0/1/2", deep, "wide/0"];
            for (var i = 0; i < parents.Length; i++)
            {
                using (var file = writer.CreateFile(tree.AddFile($"{parents[i]}/f{i}"), 0x1A4))
                {
                    writer.Complete(file);
                }

                writer.CreateHardLink(tree.AddFile($"{parents[^(i + 1)]}/h{i}"), tree.FindLinked("x", $"{parents[0]}/f0"));
            }

            Assert.IsLessThan(20, OpenBelow(directory.Path));
        }

        Assert.AreEqual(0, OpenBelow(directory.Path));
        Assert.HasCount(2 * 304, Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories));
    }

    private static int OpenBelow(string directory) => new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
        .Count(descriptor => descriptor.LinkTarget?.StartsWith(directory, StringComparison.Ordinal) ?? false);
}
