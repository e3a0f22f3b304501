using System.Text;
using ICSharpCode.SharpZipLib.BZip2;
using Ocx.Core.Archives.Upstream;
using Ocx.Core.Diagnostics;
using Ocx.Core.Tests.Archives.Xz;

namespace Ocx.Core.Tests.Archives.Upstream;

[TestClass]
public sealed class UpstreamArchiveTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public required TestContext TestContext { get; init; }

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow("tool.zip")]
    [DataRow("tool.tar")]
    [DataRow("tool.tar.gz")]
    [DataRow("tool.TGZ")]
    [DataRow("tool.tar.xz")]
    [DataRow("tool.txz")]
    [DataRow("tool.tar.bz2")]
    [DataRow("tool.tbz2")]
    [DataRow("tool")]
    public async Task Every_form_gives_the_same_files(string name)
    {
        await ExtractAsync(name, Make(name == "tool" ? "tool.zip" : name));

        Assert.AreEqual("tool", File.ReadAllText(_files["unpacked", "tool-1.0", "bin", "tool"]));
        Assert.AreEqual("read me", File.ReadAllText(_files["unpacked", "tool-1.0", "README"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.IsTrue(IsExecutable("tool-1.0/bin/tool"));
            Assert.IsFalse(IsExecutable("tool-1.0/README"));
        }
    }

    [TestMethod]
    public async Task Programs_are_told_on_every_system()
    {
        var zip = new ZipBuilder().Entry("t/unix", "x", mode: 0x81ED).Entry("t/plain", "#!/bin/sh", mode: 0x81A4).Entry("t/script", "#!/bin/sh").Entry("t/text", "x").ToZip();
        var tar = new TarBuilder().File("t/tool", "x", mode: 0x1ED).File("t/group", "x", mode: 0x1B4).HardLink("t/again", "t/tool").File("t/script", "#!/bin/sh").ToTar();

        Assert.AreSequenceEqual(["script", "unix"], (await ExtractAsync("tool.zip", zip, strip: 1)).Order(StringComparer.Ordinal).ToArray());
        Assert.AreSequenceEqual(["again", "tool"], (await ExtractAsync("tool.tar", tar, strip: 1)).Order(StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task What_cannot_be_read_is_named()
    {
        Directory.CreateDirectory(_files["unpacked"]);

        // Opens, and has nothing at its beginning.
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            UpstreamArchive.ExtractAsync("/proc/self/mem", _files["unpacked"], 0, TestContext.CancellationToken));

        Assert.AreEqual("OCX3001", failure.Code.Id);
        Assert.Contains("/proc/self/mem", failure.Message);
    }

    [TestMethod]
    [DataRow("tool.zip", 1, "README bin bin/tool")]
    [DataRow("tool.tar.gz", 1, "README bin bin/tool")]
    [DataRow("tool.tar.bz2", 2, "tool")]
    [DataRow("tool.zip", 2, "tool")]
    public async Task Leading_parts_are_taken_off_and_what_has_no_more_is_left_out(string name, int strip, string expected)
    {
        await ExtractAsync(name, Make(name), strip);

        Assert.AreEqual(expected, string.Join(' ', Entries()));
    }

    [TestMethod]
    [DataRow("tool.zip")]
    [DataRow("tool.tar")]
    public async Task Nothing_left_is_an_error_that_says_so(string name)
    {
        var failure = await FailureAsync(name, Make(name), strip: 3);

        Assert.AreEqual(StoreErrors.SourceArchiveUnsuitable, failure.Code);
        Assert.Contains("`--strip-components 3` leaves nothing", failure.Message);
    }

    [TestMethod]
    public async Task Targets_of_hard_links_are_stripped_with_the_names_and_those_of_symbolic_links_are_not()
    {
        var tar = new TarBuilder().File("t/a/x", "x").HardLink("t/y", "t/a/x").Symlink("t/z", "a/x").ToTar();

        await ExtractAsync("t.tar", tar, strip: 1);

        Assert.AreEqual("a a/x y z", string.Join(' ', Entries()));
        Assert.AreEqual("x", File.ReadAllText(_files["unpacked", "z"]));
        var lost = await FailureAsync("t.tar", new TarBuilder().File("x", "x").HardLink("t/y", "x").ToTar(), strip: 1);
        Assert.AreEqual(StoreErrors.ArchiveEntryUnsupported, lost.Code);
    }

    [TestMethod]
    [DataRow("a/../../x")]
    [DataRow("../a/x")]
    [DataRow("/a/x")]
    public async Task A49_what_stripping_would_hide_is_refused(string name)
    {
        Assert.AreEqual(StoreErrors.ArchiveEscapes, (await FailureAsync("t.tar", new TarBuilder().File(name, "x").ToTar(), strip: 1)).Code);
        Assert.AreEqual(StoreErrors.ArchiveEscapes, (await FailureAsync("t.zip", new ZipBuilder().Entry(name, "x").ToZip(), strip: 1)).Code);
    }

    [TestMethod]
    [DataRow("tool.zip", "tool.tar.gz")]
    [DataRow("tool.tar.gz", "tool.tar.xz")]
    [DataRow("tool.tar.bz2", "tool.tar")]
    [DataRow("tool.tar", "tool.zip")]
    public async Task A_name_that_the_content_contradicts_is_refused(string name, string content)
    {
        var failure = await FailureAsync(name, Make(content));

        Assert.AreEqual(StoreErrors.SourceArchiveUnsuitable, failure.Code);
        Assert.Contains("its name says", failure.Message);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\u007fELF and so on")]
    [DataRow("just text")]
    public async Task What_is_no_archive_is_refused(string content) =>
        Assert.AreEqual(StoreErrors.SourceArchiveUnsuitable, (await FailureAsync("tool", Encoding.UTF8.GetBytes(content))).Code);

    [TestMethod]
    public async Task Programs_of_a_system_without_permissions_are_known_by_how_they_begin()
    {
        await ExtractAsync("t.zip", new ZipBuilder().Entry("tool", "\u007fELF…").Entry("run", "#!/bin/sh\n").Entry("text", "text").ToZip());

        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual("True True False", $"{IsExecutable("tool")} {IsExecutable("run")} {IsExecutable("text")}");
        }
    }

    [TestMethod]
    public async Task Bzip2_of_several_streams_is_one_and_anything_else_behind_it_is_damage()
    {
        var tar = Tar();
        byte[] streams = [.. Bzip2(tar[..700]), .. Bzip2(tar[700..])];

        await ExtractAsync("t.tar.bz2", streams);

        Assert.AreEqual("tool", File.ReadAllText(_files["unpacked", "tool-1.0", "bin", "tool"]));
        Assert.AreEqual(StoreErrors.ArchiveInvalid, (await FailureAsync("t.tar.bz2", [.. streams, .. "tail"u8])).Code);
        Assert.AreEqual(StoreErrors.ArchiveInvalid, (await FailureAsync("t.tar.bz2", [.. streams, .. "BZh"u8])).Code);
    }

    [TestMethod]
    public async Task Bzip2_that_is_cut_or_damaged_is_refused()
    {
        var whole = Bzip2(Tar());
        for (var length = 4; length < whole.Length; length++)
        {
            Assert.AreEqual(StoreErrors.ArchiveInvalid, (await FailureAsync("t.tar.bz2", whole[..length])).Code, $"cut to {length}");
        }

        for (var position = 4; position < whole.Length; position++)
        {
            var damaged = whole.ToArray();
            damaged[position] ^= 0x10;
            if (position < whole.Length - 1)
            {
                await FailureAsync("t.tar.bz2", damaged);
            }
        }
    }

    private static byte[] Make(string name) => UpstreamFormats.OfName(name) switch
    {
        UpstreamFormat.Zip => new ZipBuilder()
            .Entry("tool-1.0/").Entry("tool-1.0/bin/tool", "tool", mode: 0x81ED).Entry("tool-1.0/README", "read me", mode: 0x81A4, method: 0).ToZip(),
        UpstreamFormat.TarGzip => TarBuilder.Gzip(Tar()),
        UpstreamFormat.TarXz => XzBuilder.File(Tar()),
        UpstreamFormat.TarBzip2 => Bzip2(Tar()),
        _ => Tar(),
    };

    private static byte[] Tar() =>
        new TarBuilder().Directory("tool-1.0/").File("tool-1.0/bin/tool", "tool", mode: 0x1ED).File("tool-1.0/README", "read me").ToTar();

    private static byte[] Bzip2(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var bzip2 = new BZip2OutputStream(output) { IsStreamOwner = false })
        {
            bzip2.Write(bytes);
        }

        return output.ToArray();
    }

    private bool IsExecutable(string path) => !OperatingSystem.IsWindows() && File.GetUnixFileMode(_files["unpacked", path]).HasFlag(UnixFileMode.UserExecute);

    private IEnumerable<string> Entries() => Directory.GetFileSystemEntries(_files["unpacked"], "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_files["unpacked"], path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private Task<OcxException> FailureAsync(string name, byte[] archive, int strip = 0) =>
        Assert.ThrowsExactlyAsync<OcxException>(() => ExtractAsync(name, archive, strip));

    private async Task<IReadOnlySet<string>> ExtractAsync(string name, byte[] archive, int strip = 0)
    {
        Ocx.Core.Files.DirectoryRemoval.Delete(_files["unpacked"]);
        Directory.CreateDirectory(_files["unpacked"]);
        await File.WriteAllBytesAsync(_files[name], archive, TestContext.CancellationToken);
        return await UpstreamArchive.ExtractAsync(_files[name], _files["unpacked"], strip, TestContext.CancellationToken);
    }
}
