using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Archives;

[TestClass]
public sealed class LayerArchiveTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task What_is_packed_is_what_is_unpacked()
    {
        using var directory = new TemporaryDirectory();
        Fill(directory, "source");
        Directory.CreateDirectory(directory["unpacked"]);

        await ExtractAsync(await PackAsync(directory["source"]), directory["unpacked"]);

        Assert.AreEqual(TreeDescription.Of(directory["source"]), TreeDescription.Of(directory["unpacked"]));
    }

    [TestMethod]
    public async Task Equal_trees_give_equal_bytes()
    {
        using var directory = new TemporaryDirectory();
        Fill(directory, "one");
        Fill(directory, "two");
        File.SetLastWriteTimeUtc(directory["two", "bin", "tool"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory["two", "readme.md"], UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        }

        Assert.AreSequenceEqual(await PackAsync(directory["one"]), await PackAsync(directory["two"]));
    }

    [TestMethod]
    public async Task The_gzip_header_says_nothing_about_the_machine()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("source/a", "x");

        var bytes = await PackAsync(directory["source"]);

        Assert.AreEqual("1F8B0800000000", Convert.ToHexString(bytes, 0, 7));
        Assert.AreEqual(255, bytes[9]);
    }

    [TestMethod]
    public async Task Entries_are_in_order_and_without_owner_or_time()
    {
        using var directory = new TemporaryDirectory();
        foreach (var name in new[] { "b/z", "b/é", "b/Y", "B-file", "a", "b.txt" })
        {
            directory.Write("source/" + name, name);
        }

        await using var gzip = new GZipStream(new MemoryStream(await PackAsync(directory["source"])), CompressionMode.Decompress);
        await using var reader = new TarReader(gzip);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync(cancellationToken: TestContext.CancellationToken) is GnuTarEntry entry)
        {
            names.Add(entry.Name);
            Assert.AreEqual(
                (0, 0, "", "", 1_153_704_088L),
                (entry.Uid, entry.Gid, entry.UserName, entry.GroupName, entry.ModificationTime.ToUnixTimeSeconds()));
            Assert.AreEqual(entry.EntryType == TarEntryType.Directory ? "755" : "644", Convert.ToString((int)entry.Mode, 8));
        }

        Assert.AreEqual("B-file|a|b/|b/Y|b/z|b/é|b.txt", string.Join('|', names));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("..")]
    [DataRow("/etc/passwd")]
    [DataRow("sub/../../x")]
    [DataRow("inner/../../x")]
    public async Task Links_that_leave_the_tree_are_refused(string target)
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["source", "sub"]);
        Links.CreateSymbolic(directory["source", "inner"], "sub", toDirectory: true);
        Links.CreateSymbolic(directory["source", "link"], target, toDirectory: false);

        var error = await Assert.ThrowsExactlyAsync<OcxException>(() => PackAsync(directory["source"]));

        Assert.AreEqual(StoreErrors.SourceUnsuitable, error.Code);
        Assert.Contains("'link'", error.Message);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("a:b")]
    [DataRow("aux.c")]
    [DataRow("Tool")]
    public async Task Names_that_could_not_be_unpacked_everywhere_are_for_Linux_alone(string name)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("source/tool", "x");
        directory.Write("source/" + name, "x");
        Directory.CreateDirectory(directory["unpacked"]);

        var error = await Assert.ThrowsExactlyAsync<OcxException>(() => PackAsync(directory["source"]));

        Assert.AreEqual(StoreErrors.SourceUnsuitable, error.Code);
        Assert.DoesNotContain("archive", error.Message);
        Assert.Contains("`-p linux/amd64`", error.NextStep!);
        await ExtractAsync(await PackAsync(directory["source"], NameRules.Linux), directory["unpacked"], NameRules.Linux);
        Assert.AreEqual(TreeDescription.Of(directory["source"]), TreeDescription.Of(directory["unpacked"]));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow(@"a\b")]
    [DataRow("a\nb")]
    public async Task Names_that_no_layer_holds_are_refused_without_a_way_out(string name)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("source/" + name, "x");

        foreach (var names in new[] { NameRules.Linux, NameRules.MacOS, NameRules.Portable })
        {
            var error = await Assert.ThrowsExactlyAsync<OcxException>(() => PackAsync(directory["source"], names));
            Assert.AreEqual(StoreErrors.SourceUnsuitable, error.Code);
            Assert.DoesNotContain("linux/amd64", error.NextStep!);
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_layer_of_a_layers_files_is_the_same_layer()
    {
        using var directory = new TemporaryDirectory();
        Fill(directory, "source");
        Directory.CreateDirectory(directory["unpacked"]);
        var archive = await PackAsync(directory["source"]);

        await ExtractAsync(archive, directory["unpacked"]);

        Assert.AreSequenceEqual(archive, await PackAsync(directory["unpacked"]));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Special_files_are_refused_and_not_opened()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["source"]);
        using (var mkfifo = Process.Start("mkfifo", [directory["source", "pipe"]]))
        {
            await mkfifo.WaitForExitAsync(TestContext.CancellationToken);
        }

        var error = await Assert.ThrowsExactlyAsync<OcxException>(() => PackAsync(directory["source"]));

        Assert.AreEqual(StoreErrors.SourceUnsuitable, error.Code);
        Assert.Contains("'pipe'", error.Message);
    }

    [TestMethod]
    public async Task A_missing_directory_is_an_input_output_failure()
    {
        using var directory = new TemporaryDirectory();

        var error = await Assert.ThrowsExactlyAsync<OcxException>(() => PackAsync(directory["no"]));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
    }

    [TestMethod]
    public async Task An_empty_directory_gives_an_empty_archive()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["source"]);
        Directory.CreateDirectory(directory["unpacked"]);

        await ExtractAsync(await PackAsync(directory["source"]), directory["unpacked"]);

        Assert.IsEmpty(Directory.GetFileSystemEntries(directory["unpacked"]));
    }

    [TestMethod]
    [DataRow("gnu")]
    [DataRow("posix")]
    [DataRow("ustar")]
    public async Task System_tar_and_we_unpack_the_same_from_its_archives(string format)
    {
        using var directory = new TemporaryDirectory();
        Fill(directory, "source");
        await RunTarAsync("--format=" + format, "-czf", directory["archive"], "-C", directory["source"], ".");
        Directory.CreateDirectory(directory["ours"]);
        Directory.CreateDirectory(directory["theirs"]);

        await ExtractAsync(await File.ReadAllBytesAsync(directory["archive"], TestContext.CancellationToken), directory["ours"]);
        await RunTarAsync("-xzf", directory["archive"], "-C", directory["theirs"]);

        Assert.AreEqual(TreeDescription.Of(directory["theirs"]), TreeDescription.Of(directory["ours"]));
    }

    [TestMethod]
    public async Task System_tar_reads_our_archives()
    {
        using var directory = new TemporaryDirectory();
        Fill(directory, "source");
        await File.WriteAllBytesAsync(directory["archive"], await PackAsync(directory["source"]), TestContext.CancellationToken);
        Directory.CreateDirectory(directory["theirs"]);

        await RunTarAsync("-xzf", directory["archive"], "-C", directory["theirs"]);

        Assert.AreEqual(TreeDescription.Of(directory["source"]), TreeDescription.Of(directory["theirs"]));
    }

    private static void Fill(TemporaryDirectory directory, string name)
    {
        directory.Write($"{name}/bin/tool", "#!/bin/sh\necho tool\n");
        directory.Write($"{name}/readme.md", new string('r', 700_000));
        directory.Write($"{name}/lib/libz.so.1.3", "z");
        directory.Write($"{name}/share/naïve 日本/empty", "");
        directory.Write($"{name}/share/{new string('d', 60)}/{new string('e', 60)}/{new string('f', 80)}", "long");
        Directory.CreateDirectory(directory[name, "empty"]);
        if (!OperatingSystem.IsWindows())
        {
            MakeExecutable(directory[name, "bin", "tool"]);
            Links.CreateSymbolic(directory[name, "lib", "libz.so"], "libz.so.1.3", toDirectory: false);
            Links.CreateSymbolic(directory[name, "current"], $"share/{new string('d', 60)}", toDirectory: true);
            Links.CreateHard(directory[name, "bin", "twin"], directory[name, "bin", "tool"]);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakeExecutable(string path) => File.SetUnixFileMode(
        path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    private async Task<byte[]> PackAsync(string directory, NameRules? names = null)
    {
        var output = new MemoryStream();
        await LayerArchive.CreateAsync(directory, names ?? NameRules.Portable, output, cancellationToken: TestContext.CancellationToken);
        return output.ToArray();
    }

    private Task ExtractAsync(byte[] gzip, string destination, NameRules? names = null) => LayerExtractor.ExtractAsync(
        new MemoryStream(gzip),
        MediaTypes.LayerTarGzip,
        destination,
        ExtractionLimits.ForCompressedSize(gzip.Length),
        names: names,
        cancellationToken: TestContext.CancellationToken);

    private async Task RunTarAsync(params string[] arguments)
    {
        var (exitCode, output) = await SystemTool.RunAsync("tar", TestContext.CancellationToken, arguments);
        Assert.AreEqual(0, exitCode, output);
    }
}
