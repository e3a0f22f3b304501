using System.Runtime.Versioning;
using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Archives;

[TestClass]
public sealed class HostileHeadersTests
{
    [TestMethod]
    [DataRow('3', "device")]
    [DataRow('4', "device")]
    [DataRow('6', "named pipe")]
    [DataRow('D', "unknown type")]
    [DataRow('M', "unknown type")]
    [DataRow('V', "unknown type")]
    [DataRow('X', "unknown type")]
    [DataRow('\u001b', "unknown type")]
    public Task A19_special_files(char type, string because) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Entry(type, "odd"), because);

    [TestMethod]
    [DataRow("0")]
    [DataRow("1")]
    [DataRow("1024")]
    public Task A29_two_sizes_for_one_file(string size) => LayerCase.RefusesAsync(
        StoreErrors.ArchiveInvalid, new TarBuilder().Pax(("size", size)).File("a", new string('x', 512)).File("b"), "different sizes");

    [TestMethod]
    public async Task A29_an_extended_size_that_the_header_could_not_hold()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveBomb, new TarBuilder().Pax(("size", "8589934592")).File("a"));
        await LayerCase.RefusesAsync(StoreErrors.ArchiveBomb, new TarBuilder().Pax(("size", "9223372036854775807")).File("a"));
    }

    [TestMethod]
    public async Task A29_an_extended_size_that_agrees()
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(new TarBuilder().Pax(("size", "3")).File("a", "abc").File("b", "d"));

        Assert.AreEqual("abc", layer.Read("a"));
        Assert.AreEqual("d", layer.Read("b"));
    }

    [TestMethod]
    [DataRow('L')]
    [DataRow('K')]
    public async Task A30_an_extended_header_before_a_long_name(char type)
    {
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveInvalid,
            new TarBuilder().Pax(("size", "512")).LongName("name", type).File("x", new string('x', 512)),
            "several extended headers");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveInvalid, new TarBuilder().LongName("name", type).Pax(("path", "other")).File("x"), "several extended headers");
    }

    [TestMethod]
    [DataRow("path=x\n")]
    [DataRow("11 path=x\n")]
    [DataRow("8 path=x\n")]
    [DataRow("9 path=xy\n")]
    [DataRow("9 path=x ")]
    [DataRow("0 \n")]
    [DataRow("2 \n")]
    [DataRow("-9 path=x\n")]
    [DataRow("+9 path=x\n")]
    [DataRow(" 9 path=x\n")]
    [DataRow("9\tpath=x\n")]
    [DataRow("5 =x\n")]
    [DataRow("7 path\n")]
    [DataRow("8 path=\n")]
    [DataRow("99999999999999999999 path=x\n")]
    [DataRow("00000000000000000009 path=x\n")]
    [DataRow("9 path=x\n9 path=y\n")]
    [DataRow("9 path=x\n\0\0\0")]
    [DataRow("11 size=-1\n")]
    [DataRow("11 size=1k\n")]
    [DataRow("8 size=\n")]
    [DataRow("29 size=99999999999999999999\n")]
    public Task A31_records_that_are_not_well_formed(string records) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().PaxText('x', records).File("x"), "not well-formed");

    [TestMethod]
    public async Task A31_two_extended_headers() => await LayerCase.RefusesAsync(
        StoreErrors.ArchiveInvalid, new TarBuilder().Pax(("path", "a")).Pax(("path", "b")).File("x"), "several extended headers");

    [TestMethod]
    [DataRow("path", "poison")]
    [DataRow("linkpath", "poison")]
    [DataRow("size", "0")]
    [DataRow("GNU.sparse.major", "1")]
    public Task A32_global_headers_that_change_entries(string key, string value) => LayerCase.RefusesAsync(
        StoreErrors.ArchiveInvalid, new TarBuilder().PaxText('g', TarBuilder.Record(key, value)).File("x"), "global header");

    [TestMethod]
    public async Task A32_a_global_header_with_a_comment()
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(new TarBuilder().PaxText('g', TarBuilder.Record("comment", "0123abcd")).File("x", "y"));

        Assert.AreEqual("y", layer.Read("x"));
    }

    [TestMethod]
    [DataRow('L', 400L << 20)]
    [DataRow('K', 4098)]
    [DataRow('x', 400L << 20)]
    [DataRow('g', (1 << 20) + 1)]
    [DataRow('L', 0x1_FFFF_FFFF)]
    public Task A33_headers_that_claim_a_huge_name(char type, long size) =>
        LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().Header(type, "x", size), "too large");

    [TestMethod]
    public async Task A34_long_names_without_an_entry_of_their_own()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().LongName("a").LongName("b").File("x"), "several");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().LongName("a", 'K').LongName("b", 'K').Symlink("x", "y"), "several");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().LongName("a"), "has no entry");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().Pax(("path", "a")), "has no entry");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, new TarBuilder().LongName(""), "long name");
    }

    [TestMethod]
    public async Task A35_sparse_files()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Entry('S', "holes", "x"), "sparse");
        foreach (var key in new[] { "GNU.sparse.size", "GNU.sparse.map", "GNU.sparse.major", "SUN.holesdata" })
        {
            await LayerCase.RefusesAsync(StoreErrors.ArchiveEntryUnsupported, new TarBuilder().Pax((key, "1")).File("holes", "x"), "sparse");
        }
    }

    [TestMethod]
    public Task A36_sparse_files_of_8_exbibytes() => LayerCase.RefusesAsync(
        StoreErrors.ArchiveEntryUnsupported,
        new TarBuilder().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "9223372036854775807")).File("holes", "0\n"),
        "sparse");

    [TestMethod]
    [DataRow(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [DataRow(new byte[] { 0x80, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [DataRow(new byte[] { 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0 })]
    [DataRow(new byte[] { 0x2D, 0x31, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [DataRow(new byte[] { 0x30, 0x39, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [DataRow(new byte[] { 0x31, 0, 0x31, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public Task A37_sizes_that_are_no_numbers(byte[] size) => LayerCase.RefusesAsync(
        StoreErrors.ArchiveInvalid, new TarBuilder().Entry('0', "x", change: header => size.CopyTo(header, 124)), "size is not a number");

    [TestMethod]
    public async Task A37_the_largest_size_is_refused_before_space_is_set_aside()
    {
        byte[] size = [0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        using var layer = new LayerCase();

        var error = await Assert.ThrowsExactlyAsync<OcxException>(
            () => layer.ExtractAsync(new TarBuilder().Entry('0', "x", change: header => size.CopyTo(header, 124))));

        Assert.AreEqual(StoreErrors.ArchiveBomb, error.Code);
    }

    [TestMethod]
    public async Task A37_owners_and_times_may_be_anything()
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(new TarBuilder().Entry('0', "x", "y", change: header =>
        {
            header.AsSpan(108, 16).Fill(0xFF);
            header.AsSpan(136, 12).Fill(0xFF);
        }));

        Assert.AreEqual("y", layer.Read("x"));
    }

    [TestMethod]
    public async Task A38_checksums()
    {
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveInvalid, new TarBuilder().Entry('0', "x", change: header => TarBuilder.Put(header, 148, "000001\0 ")), "checksum");
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveInvalid, new TarBuilder().Entry('0', "x", change: header => TarBuilder.Put(header, 148, "garbage!")), "checksum");

        // The sum of signed bytes, as a few very old programs wrote it, differs as soon as a name is not ASCII.
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveInvalid,
            new TarBuilder().Entry('0', "é", change: header =>
                TarBuilder.Put(header, 148, Convert.ToString(header.Sum(octet => (sbyte)octet), 8).PadLeft(6, '0') + "\0 ")),
            "checksum");
    }

    [TestMethod]
    [DataRow('1')]
    [DataRow('2')]
    [DataRow('5')]
    public Task Content_where_none_belongs(char type) => LayerCase.RefusesAsync(
        StoreErrors.ArchiveInvalid, new TarBuilder().File("a").Entry(type, "x", new string('x', 512), link: "a"), "has content");

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    [DataRow(0xFFF, "555")]
    [DataRow(0x9ED, "555")]
    [DataRow(0x1B6, "444")]
    [DataRow(0x1A4, "444")]
    [DataRow(0x124, "444")]
    [DataRow(0x1C0, "500")]
    [DataRow(0x000, "400")]
    public async Task A18_set_id_and_write_bits_are_dropped(int mode, string expected)
    {
        using var layer = new LayerCase();

        await layer.ExtractAsync(new TarBuilder().File("x", mode: mode).Entry('5', "d", mode: mode));

        Assert.AreEqual(expected, Convert.ToString((int)File.GetUnixFileMode(layer["x"]), 8));
        Assert.AreEqual("755", Convert.ToString((int)File.GetUnixFileMode(layer["d"]), 8));
    }

    [TestMethod]
    public async Task A10_A51_A52_times_owners_and_attributes_are_not_restored()
    {
        var archive = new TarBuilder()
            .Pax(("mtime", "1"), ("uid", "0"), ("uname", "root"), ("SCHILY.xattr.security.capability", "\u0001\u0002"), ("LIBARCHIVE.xattr.user.x", "eA=="))
            .Entry('0', "x", "y", change: header => TarBuilder.Put(header, 136, "00000000001"));
        using var layer = new LayerCase();
        var before = DateTime.UtcNow.AddMinutes(-1);

        await layer.ExtractAsync(archive);

        Assert.AreEqual("y", layer.Read("x"));
        Assert.IsGreaterThan(before, File.GetLastWriteTimeUtc(layer["x"]));
    }

    [TestMethod]
    public async Task A45_too_many_entries()
    {
        var few = new ExtractionLimits(1 << 20, MaximumEntries: 5);

        await LayerCase.RefusesTarAsync(
            StoreErrors.ArchiveBomb, new TarBuilder().File("1").File("2").File("3").Symlink("4", "1").Directory("5").File("6").ToTar(), "more than 5", few);
        await LayerCase.RefusesTarAsync(StoreErrors.ArchiveBomb, new TarBuilder().Directory("1/2/3/4/5/6").ToTar(), "more than 5", few);
        using var layer = new LayerCase();
        await layer.ExtractAsync(new TarBuilder().Directory("1/2/3/4").File("1/2/3/4/5").Directory("1").ToGzip(), few);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A45_nesting_as_deep_as_a_path_can_say()
    {
        using var layer = new LayerCase();
        var path = string.Concat(Enumerable.Repeat("d/", (4095 - layer.Layer.Length - 2) / 2));

        await layer.ExtractAsync(new TarBuilder().Pax(("path", path)).Directory("x").Pax(("path", path + "f")).File("x", "deep").File("d/d/f", "back"));

        Assert.AreEqual("deepback", layer.Read(path + "f") + layer.Read("d/d/f"));
        await LayerCase.RefusesAsync(
            StoreErrors.ArchiveEntryUnsupported,
            new TarBuilder().Pax(("path", string.Concat(Enumerable.Repeat("d/", 500_000)))).Directory("x"),
            "longer than 4,096 bytes");
    }

    [TestMethod]
    public async Task Both_forms_of_long_names_and_split_names_are_read()
    {
        var name = string.Join('/', Enumerable.Repeat(new string('n', 90), 3));
        var archive = new TarBuilder()
            .LongName($"gnu/{name}").File("cut", "1")
            .Pax(("path", $"pax/{name}")).File("cut", "2")
            .Entry('0', "file", "3", change: header => TarBuilder.Put(header, 345, "prefix/dir"))
            .Entry('0', "old", "4", change: header => header.AsSpan(257, 255).Clear())
            .Entry('0', "oldgnu", "5", change: header =>
            {
                TarBuilder.Put(header, 257, "ustar  \0");
                TarBuilder.Put(header, 345, "12345670123");
            })
            .Entry('\0', "v7", "6").Entry('7', "contiguous", "7").Entry('0', "v7directory/");
        using var layer = new LayerCase();

        await layer.ExtractAsync(archive);

        string[] names = [$"gnu/{name}", $"pax/{name}", "prefix/dir/file", "old", "oldgnu", "v7", "contiguous"];
        Assert.AreEqual("1234567", string.Concat(names.Select(layer.Read)));
        Assert.IsTrue(Directory.Exists(layer["v7directory"]));
    }
}
