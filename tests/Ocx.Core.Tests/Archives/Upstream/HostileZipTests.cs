using Ocx.Core.Archives.Upstream;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Archives.Upstream;

/// <summary>The shapes of hostile archives that a zip can have, as sources of packages.</summary>
[TestClass]
public sealed class HostileZipTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public required TestContext TestContext { get; init; }

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow("/etc/x")]
    [DataRow("//host/x")]
    [DataRow("../x")]
    [DataRow("a/../../x")]
    [DataRow("a/..")]
    [DataRow(@"..\x")]
    [DataRow(@"a\..\..\x")]
    [DataRow(@"C:\x")]
    [DataRow(@"\\host\share\x")]
    public Task A01_A02_A03_names_that_leave(string name) => RefusedAsync(StoreErrors.ArchiveEscapes, new ZipBuilder().Entry(name, "x").ToZip());

    [TestMethod]
    public async Task A05_A08_A47_links_that_leave_and_files_through_links()
    {
        await RefusedAsync(StoreErrors.ArchiveEscapes, new ZipBuilder().Link("out", "../..").ToZip());
        await RefusedAsync(StoreErrors.ArchiveEscapes, new ZipBuilder().Link("out", "/etc").ToZip());
        await RefusedAsync(StoreErrors.ArchiveEscapes, new ZipBuilder().Entry("a/b", "").Link("a/in", "..").Link("out", "a/in/../..").ToZip());
        await RefusedAsync(StoreErrors.ArchiveEscapes, new ZipBuilder().Link("in", "a").Entry("in/x", "x").ToZip());
        await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Link("loop", "loop").ToZip());
    }

    [TestMethod]
    public async Task A47_a_link_inside_is_a_link()
    {
        await ExtractAsync(new ZipBuilder().Entry("lib/libz.so.1", "z").Link("lib/libz.so", "libz.so.1").ToZip());

        Assert.AreEqual("libz.so.1", new FileInfo(_files["unpacked", "lib", "libz.so"]).LinkTarget);
    }

    [TestMethod]
    [DataRow(0x2000)]
    [DataRow(0x6000)]
    [DataRow(0x1000)]
    [DataRow(0xC000)]
    public Task A19_devices_pipes_sockets(int type) =>
        RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("x", mode: type | 0x1A4).ToZip());

    [TestMethod]
    public async Task A20_A21_one_name_twice()
    {
        await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("x", "1").Entry("x", "2").ToZip());
        await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("x", "1").Entry("x/", "").ToZip());
        await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("x", "1").Entry("x/y", "2").ToZip());
    }

    [TestMethod]
    public async Task A18_special_bits_are_dropped()
    {
        await ExtractAsync(new ZipBuilder().Entry("tool", "x", mode: 0x8FFF).ToZip());

        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual("555", Convert.ToString((int)File.GetUnixFileMode(_files["unpacked", "tool"]), 8));
        }
    }

    [TestMethod]
    public async Task A27_controls_and_what_is_not_text()
    {
        await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("a\nb", "x").ToZip());
        await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("a\0b", "x").ToZip());
    }

    [TestMethod]
    public async Task A39_cut_short_at_any_byte()
    {
        var whole = new ZipBuilder().Entry("bin/tool", "content", mode: 0x81ED).Entry("doc", "text").ToZip();
        for (var length = 0; length < whole.Length; length++)
        {
            await FailsAsync(whole[..length]);
        }
    }

    [TestMethod]
    public async Task A44_a_bomb_is_stopped_while_it_inflates()
    {
        var content = new string('\0', 90 * 1024 * 1024);
        var bomb = new ZipBuilder();
        for (var i = 0; i < 3; i++)
        {
            bomb.Entry($"{i}", content);
        }

        await RefusedAsync(StoreErrors.ArchiveBomb, bomb.ToZip());
    }

    [TestMethod]
    public async Task A46_what_the_directory_says_must_hold()
    {
        var damaged = StoreErrors.ArchiveInvalid;
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content", checksum: 1).ToZip());
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content", size: 3).ToZip());
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content", size: 300).ToZip());
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content", offset: 7).ToZip());
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content", offset: 0x7FFF0000).ToZip());
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content").ToZip(count: 2000));
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content").ToZip(disk: 3));
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content").ToZip64(count: 1ul << 31));
        await RefusedAsync(damaged, new ZipBuilder().Entry("x", "content").ToZip64(count: ulong.MaxValue));
    }

    [TestMethod]
    public async Task A46_a_local_header_of_another_name_changes_nothing_that_is_written()
    {
        var zip = new ZipBuilder().Entry("safe", "content", localName: "../x").ToZip();

        await FailsOrHoldsAsync(zip, "safe");
    }

    [TestMethod]
    public async Task A46_entries_that_share_their_bytes_are_each_checked()
    {
        var zip = new ZipBuilder().Entry("a", "content").Entry("b", "content", offset: 0).ToZip();

        await FailsOrHoldsAsync(zip, "a", "b");
    }

    [TestMethod]
    public async Task What_cannot_be_read_is_said()
    {
        var encrypted = await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("x", "content", flags: 0x801).ToZip());
        Assert.Contains("encrypted", encrypted.Message);
        var method = await RefusedAsync(StoreErrors.ArchiveEntryUnsupported, new ZipBuilder().Entry("x", "content", method: 93).ToZip());
        Assert.Contains("compressed with", method.Message);
    }

    [TestMethod]
    public async Task Damage_at_any_byte_never_leaves_the_directory_or_escapes_as_a_defect()
    {
        var whole = new ZipBuilder().Entry("bin/tool", new string('x', 300), mode: 0x81ED).Link("lib", "bin").Entry("doc", "text").ToZip();
        for (var position = 0; position < whole.Length; position++)
        {
            foreach (var bit in new[] { 0, 4, 7 })
            {
                var damaged = whole.ToArray();
                damaged[position] ^= (byte)(1 << bit);
                try
                {
                    await ExtractAsync(damaged);
                }
                catch (OcxException)
                {
                }
            }
        }

        Assert.AreSequenceEqual(new[] { "source.zip", "unpacked" }, Directory.GetFileSystemEntries(_files.Path).Select(Path.GetFileName).Order().ToArray());
    }

    private async Task FailsOrHoldsAsync(byte[] zip, params string[] names)
    {
        OcxException? failure = null;
        try
        {
            await ExtractAsync(zip);
        }
        catch (OcxException exception)
        {
            failure = exception;
        }

        if (failure is not null)
        {
            Assert.AreEqual(StoreErrors.ArchiveInvalid, failure.Code);
            return;
        }

        Assert.AreSequenceEqual(names, Directory.GetFileSystemEntries(_files["unpacked"]).Select(Path.GetFileName).Order().ToArray());
    }

    private async Task<OcxException> RefusedAsync(ErrorCode code, byte[] zip)
    {
        var failure = await FailsAsync(zip);
        Assert.AreEqual(code, failure.Code, failure.Message);
        Assert.AreEqual(_files["source.zip"], failure.Location!.Value.File);
        return failure;
    }

    private Task<OcxException> FailsAsync(byte[] zip) => Assert.ThrowsExactlyAsync<OcxException>(() => ExtractAsync(zip));

    private async Task ExtractAsync(byte[] zip)
    {
        Ocx.Core.Files.DirectoryRemoval.Delete(_files["unpacked"]);
        Directory.CreateDirectory(_files["unpacked"]);
        await File.WriteAllBytesAsync(_files["source.zip"], zip, TestContext.CancellationToken);
        await UpstreamArchive.ExtractAsync(_files["source.zip"], _files["unpacked"], 0, TestContext.CancellationToken);
    }
}
