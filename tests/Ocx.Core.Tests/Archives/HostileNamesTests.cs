using System.Text;
using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Archives;

/// <summary>Numbers are those of the catalogue of hostile archives, here and in the classes beside it.</summary>
[TestClass]
public sealed class HostileNamesTests
{
    [TestMethod]
    [DataRow("/etc/x")]
    [DataRow("//x")]
    public Task A01_absolute_paths(string name) => LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().File(name), "absolute");

    [TestMethod]
    [DataRow("../victim")]
    [DataRow("a/../../victim")]
    [DataRow("a/..")]
    [DataRow("..")]
    [DataRow("./../victim")]
    public async Task A02_parent_directories(string name)
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().File(name, "x"), "'..'");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Directory(name), "'..'");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Symlink(name, "x"), "'..'");
    }

    [TestMethod]
    [DataRow(@"..\x")]
    [DataRow(@"C:\x")]
    [DataRow(@"\\host\share\x")]
    [DataRow(@"\\?\C:\x")]
    [DataRow(@"a\b")]
    public Task A03_backslashes(string name) => LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().File(name), name);

    [TestMethod]
    [DataRow("C:x")]
    [DataRow("c:/x")]
    public Task A04_drives(string name) => LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().File(name), "drive", NameRules.Portable);

    [TestMethod]
    public async Task A09_names_and_paths_too_long_for_a_system()
    {
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Pax(("path", new string('x', 256))).File("x"), "longer than 255 bytes");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Pax(("path", new string('é', 128))).File("x"), "longer than 255 bytes");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported,
            new TarBuilder().Pax(("path", string.Concat(Enumerable.Repeat("abc/", 1025)))).File("x"),
            "longer than 4,096 bytes");
    }

    [TestMethod]
    public async Task A20_a_name_twice()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a", "1").File("a", "2"), "already");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a", "1").File("./a", "2"), "already");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a").Symlink("a", "b"), "already");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Symlink("a", "b").File("a"), "already");
    }

    [TestMethod]
    public async Task A21_one_name_of_two_kinds()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a").Directory("a/"), "already");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a").File("a/b"), "already");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Directory("a/").File("a"), "already");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("a/b").Symlink("a", "c"), "already");
    }

    [TestMethod]
    public async Task A22_names_that_differ_in_case()
    {
        foreach (var names in new[] { NameRules.MacOS, NameRules.Portable })
        {
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("bin/x").File("bin/X"), "'bin/x'", names);
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File("Bin/x").File("bin/y"), "'Bin'", names);
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Directory("a/").Directory("A/"), "'a'", names);
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Symlink("Link", ".").File("link/x"), "'Link'", names);
        }
    }

    [TestMethod]
    [DataRow("caf\u00e9", "cafe\u0301")]
    [DataRow("\u1ec7", "e\u0323\u0302")]
    [DataRow("\u1ec7", "e\u0302\u0323")]
    [DataRow("\ud55c", "\u1112\u1161\u11ab")]
    [DataRow("\u212b", "\u00c5")]
    [DataRow("a", "a\u200b")]
    public async Task A23_names_that_differ_in_composition(string one, string other)
    {
        foreach (var names in new[] { NameRules.MacOS, NameRules.Portable })
        {
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File(one).File(other), "some systems take it for", names);
        }
    }

    [TestMethod]
    [DataRow("stra\u00dfe", "STRASSE")]
    [DataRow("\u1e9e", "\u00df")]
    [DataRow("\ufb01le", "file")]
    [DataRow("\u212a", "k")]
    [DataRow("\u03c3", "\u03c2")]
    public async Task A24_names_that_differ_in_full_case(string one, string other)
    {
        foreach (var names in new[] { NameRules.MacOS, NameRules.Portable })
        {
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File(one).File(other), "some systems take it for", names);
        }
    }

    [TestMethod]
    [DataRow("PROGRA~1")]
    [DataRow("a/longfi~2.txt/b")]
    public Task A25_short_aliases(string name) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File(name), "short alias", NameRules.Portable);

    [TestMethod]
    [DataRow("CON")]
    [DataRow("nul.txt")]
    [DataRow("a/Aux/b")]
    [DataRow("com1.tar.gz")]
    [DataRow("COM¹")]
    [DataRow("lpt9")]
    [DataRow("prn .x")]
    [DataRow("CONOUT$")]
    public Task A26_device_names(string name) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File(name), "device", NameRules.Portable);

    [TestMethod]
    [DataRow("x.", "ends with")]
    [DataRow("x ", "ends with")]
    [DataRow("dir /x", "ends with")]
    [DataRow("...", "ends with")]
    [DataRow("file:stream", "':'")]
    public Task A27_characters_that_Windows_drops_or_interprets(string name, string because) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File(name), because, NameRules.Portable);

    [TestMethod]
    [DataRow("a\nb", "control")]
    [DataRow("\u001b[2J", @"\u{1b}[2J")]
    [DataRow("a\u007f", "control")]
    public async Task A27_control_characters(string name, string because)
    {
        foreach (var names in new[] { NameRules.Linux, NameRules.MacOS, NameRules.Portable })
        {
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().File(name), because, names);
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A04_A22_A23_A24_A25_A26_A27_Linux_holds_all_of_them()
    {
        string[] names =
        [
            "linux/xt_MARK.h", "linux/xt_mark.h", "terminfo/E/Eterm", "terminfo/e/eterm", "man3/B::Deparse.3pm", "C:x", "c:/x", "aux.c", "NUL", "x.", "x ", "...",
            "PROGRA~1", "caf\u00e9", "cafe\u0301", "stra\u00dfe", "STRASSE", "strasse",
        ];
        var archive = new TarBuilder().Symlink("link", "man3/B::Deparse.3pm").Symlink("mark", "linux/xt_MARK.h");
        foreach (var name in names)
        {
            archive.File(name, name);
        }

        using var layer = new LayerCase();
        await layer.ExtractAsync(archive.HardLink("hard", "linux/xt_mark.h"));

        foreach (var name in names)
        {
            Assert.AreEqual(name, layer.Read(name));
        }

        Assert.AreEqual("man3/B::Deparse.3pm linux/xt_MARK.h linux/xt_mark.h", $"{layer.Read("link")} {layer.Read("mark")} {layer.Read("hard")}");
        Assert.HasCount(19, Directory.GetFileSystemEntries(layer.Layer));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_directory_says_itself_whether_case_counts_in_it()
    {
        using var directory = new TemporaryDirectory();
        using var handle = DirectoryHandle.Open(directory.Path);

        Assert.AreSame(NameRules.Linux, NameRules.Of(handle));
        Assert.IsEmpty(Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    public async Task A27_a_zero_byte_in_a_name()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Pax(("path", "a\0b")).File("x"), "control");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().LongName("a\0b").File("x"), "long name");
    }

    [TestMethod]
    public async Task A27_names_that_are_not_text()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Entry('0', "x", change: header => header[0] = 0xFF), "UTF-8");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Entry('0', ""), "empty");
    }

    [TestMethod]
    [DataRow("../victim")]
    [DataRow("/etc/x")]
    public async Task A28_a_safe_header_with_an_extended_name(string name)
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Pax(("path", name)).File("safe"), name);
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().LongName(name).File("safe"), name);
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().Pax(("linkpath", name)).Symlink("link", "safe"), name);
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().LongName(name, 'K').HardLink("link", "safe"), "its target");
    }

    [TestMethod]
    public async Task A50_names_of_the_stores_own_files_are_names_like_any_other()
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(new TarBuilder().File("digest", "sha256:0").File(".ocx/x", "x").File("content.mtree", "#mtree").File(".tmp-x", "t"));

        Assert.AreEqual("sha256:0", layer.Read("digest"));
        Assert.AreEqual("#mtree", layer.Read("content.mtree"));
        Assert.AreEqual("t", layer.Read(".tmp-x"));
    }

    [TestMethod]
    public async Task A48_whiteouts_are_names_like_any_other()
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(new TarBuilder().File("d/x", "stays").File("d/.wh.x", "w").File("d/.wh..wh..opq", "o"));

        Assert.AreEqual("stays w o", $"{layer.Read("d/x")} {layer.Read("d/.wh.x")} {layer.Read("d/.wh..wh..opq")}");
    }

    [TestMethod]
    [DataRow("a/..")]
    [DataRow("a/../b")]
    [DataRow("a/b/../../../victim")]
    public async Task A49_names_that_stripping_could_give_another_meaning(string name)
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().File(name), "'..'");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEscapes, new TarBuilder().File("a/file").HardLink("link", name), "'..'");
    }

    [TestMethod]
    public async Task Names_that_packages_really_have()
    {
        string[] names =
        [
            "with space", "naïve.txt", "日本語/文.md", "каталог/файл", "c++", "[", "a,b", "foo~", ".hidden", "..data", "x.~1~", "libfoo.so.1.2", "%20", "@scope/pkg",
            "#x#", "conf", "console.h", "aux-file", "com10", "null", "-rf", "it's", "a=b", "_", "…", "e\u0301", "straße",
        ];
        var archive = new TarBuilder();
        foreach (var name in names)
        {
            archive.File(name, name);
        }

        using var layer = new LayerCase();
        await layer.ExtractAsync(archive);

        foreach (var name in names)
        {
            Assert.AreEqual(name, layer.Read(name));
        }
    }

    [TestMethod]
    public async Task A_message_stays_short_and_on_one_line()
    {
        using var layer = new LayerCase();

        var error = await Assert.ThrowsExactlyAsync<OcxException>(
            () => layer.ExtractAsync(new TarBuilder().Pax(("path", "\u202e\r\n" + new string('x', 100_000))).File("x")));

        Assert.IsLessThan(400, Encoding.UTF8.GetByteCount(error.Message));
        Assert.Contains(@"'\u{202e}\u{d}\u{a}xxx", error.Message);
    }
}
