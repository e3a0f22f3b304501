using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Publishing;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Core.Tests.Publishing.Creation;

[TestClass]
public sealed class PackageCreatorTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public PackageCreatorTests() => _files.Write("tree/bin/tool", "x", executable: true);

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public async Task The_same_tree_gives_the_same_bytes_and_a_canonical_sidecar()
    {
        var metadata = _files.Write("m.json", """{ "version": 1, "type": "bundle", "unknown": 1 }""");

        var first = await CreateAsync(new(_files["tree"], _files["one.tar.gz"], Platform: Ocx.Core.Oci.Platform.Any, MetadataFile: metadata));
        var second = await CreateAsync(new(_files["tree"], _files["two.tgz"]));

        Assert.AreEqual(first.Digest, second.Digest);
        Assert.AreEqual(new FileInfo(first.Archive).Length, first.Size);
        Assert.AreEqual(_files["one-metadata.json"], first.Metadata);
        Assert.AreEqual("{\n  \"type\": \"bundle\",\n  \"version\": 1\n}", File.ReadAllText(first.Metadata!));
    }

    [TestMethod]
    [DataRow(BinaryScan.Auto, true)]
    [DataRow(BinaryScan.Off, true)]
    [DataRow(BinaryScan.Required, false)]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Without_a_platform_the_authors_words_stay_unless_something_is_filled_in(BinaryScan scan, bool stay)
    {
        const string Authored = """{ "version": 1, "type": "bundle", "$schema": "x", "env": [{ "key": "PATH", "type": "path", "value": "bin", "visibility": "public" }] }""";
        var metadata = _files.Write("m.json", Authored);

        var created = await CreateAsync(new(_files["tree"], _files["one.tar.gz"], MetadataFile: metadata, BinaryScan: scan));

        Assert.AreEqual(stay, File.ReadAllText(created.Metadata!) == Authored);
        Assert.AreEqual(!stay, File.ReadAllText(created.Metadata!).Contains("\"binaries\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task What_is_said_of_programs_counts_more_than_the_files()
    {
        _files.Write("tree/bin/data", "x");
        var metadata = _files.Write("m.json", """{"version":1,"type":"bundle","env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""");
        var request = new CreateRequest(_files["tree"], _files["said.tar.gz"], Platform: Ocx.Core.Oci.Platform.Parse("linux/amd64"), MetadataFile: metadata)
        {
            Programs = new HashSet<string> { "bin/data" },
        };

        var created = await CreateAsync(request);

        Assert.AreEqual("bin/data*, bin/tool", await ContentOfAsync(created.Archive));
        Assert.Contains("\"binaries\": [\n    \"data\"\n  ]", File.ReadAllText(created.Metadata!));
    }

    [TestMethod]
    public async Task A_name_is_made_up_from_what_is_known()
    {
        var created = await CreateAsync(new(_files["tree"], Identifier: Ocx.Core.Oci.Identifier.Parse("a.b/org/cmake:3.28", null), Platform: Ocx.Core.Oci.Platform.Parse("linux/arm64")));

        Assert.AreEqual(_files["cmake-3.28-linux-arm64.tar.gz"], created.Archive);
    }

    [TestMethod]
    public async Task An_output_that_exists_stays_unless_forced()
    {
        _files.Write("out.tar.gz", "precious");

        Assert.AreEqual("OCX3012", (await FailureOf(new(_files["tree"], _files["out.tar.gz"]))).Code.Id);
        Assert.AreEqual("precious", File.ReadAllText(_files["out.tar.gz"]));
        await CreateAsync(new(_files["tree"], _files["out.tar.gz"], Force: true));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("linux/amd64", true)]
    [DataRow("linux/arm64+libc.musl", true)]
    [DataRow("windows/amd64", false)]
    [DataRow("darwin/arm64", false)]
    [DataRow("any", false)]
    [DataRow(null, false)]
    public async Task Names_are_judged_by_the_platform_that_the_package_is_for(string? platform, bool allowed)
    {
        _files.Write("tree/include/xt_MARK.h", "1");
        _files.Write("tree/include/xt_mark.h", "2");
        var request = new CreateRequest(
            _files["tree"], _files["out.tar.gz"], Platform: platform is null ? null : Ocx.Core.Oci.Platform.Parse(platform));

        if (allowed)
        {
            await CreateAsync(request);
            return;
        }

        var failure = await FailureOf(request);
        Assert.AreEqual("OCX3013", failure.Code.Id);
        Assert.Contains("'include/xt_mark.h'", failure.Message);
        Assert.Contains("`-p linux/amd64`", failure.NextStep!);
    }

    [TestMethod]
    [DataRow("tree/out.tar.gz", "OCX3013")]
    [DataRow("missing/out.tar.gz", "OCX3001")]
    [DataRow("out.tar.zst", "OCX3007")]
    [DataRow("out.tar", "OCX3007")]
    [DataRow("tool", "OCX3007")]
    [DataRow("out.zip", "OCX3007")]
    public async Task An_output_that_cannot_be_is_refused(string output, string code)
    {
        Assert.AreEqual(code, (await FailureOf(new(_files["tree"], _files[output]))).Code.Id);
        Assert.AreEqual("bin", Path.GetFileName(Directory.GetFileSystemEntries(_files["tree"]).Single()));
    }

    [TestMethod]
    public async Task With_force_all_files_are_replaced()
    {
        var metadata = _files.Write("m.json", """{"type":"bundle","version":1}""");
        foreach (var name in new[] { "out.tar.gz", "out-metadata.json", "out-receipt.json" })
        {
            _files.Write(name, "old");
            Assert.AreEqual("OCX3012", (await FailureOf(Request(force: false))).Code.Id);
        }

        await CreateAsync(Request(force: true));

        Assert.AreEqual("{\n  \"type\": \"bundle\",\n  \"version\": 1\n}", File.ReadAllText(_files["out-metadata.json"]));
        Assert.AreEqual("""{"version":1,"platform":"any"}""", File.ReadAllText(_files["out-receipt.json"]));
        Assert.AreNotEqual("old", File.ReadAllText(_files["out.tar.gz"]));

        CreateRequest Request(bool force) => new(_files["tree"], _files["out.tar.gz"], Platform: Ocx.Core.Oci.Platform.Any, MetadataFile: metadata, Force: force);
    }

    [TestMethod]
    [DataRow("linux/amd64", "a.b/tool:1", """{"version":1,"platform":"linux/amd64","identifier":"a.b/tool:1"}""")]
    [DataRow("any", null, """{"version":1,"platform":"any"}""")]
    [DataRow(null, "a.b/tool", """{"version":1,"identifier":"a.b/tool"}""")]
    [DataRow(null, null, null)]
    public async Task The_receipt_notes_what_was_said(string? platform, string? identifier, string? expected)
    {
        var given = new Receipt(
            platform is null ? null : Ocx.Core.Oci.Platform.Parse(platform), identifier is null ? null : Ocx.Core.Oci.Identifier.Parse(identifier, null));

        var created = await CreateAsync(new(_files["tree"], _files["out.tar.gz"], given.Identifier, given.Platform));

        Assert.AreEqual(expected, created.Receipt is null ? null : File.ReadAllText(created.Receipt));
        Assert.AreEqual(expected is null ? null : given, Receipt.Read(Receipt.FileOf(created.Archive)));
    }

    [TestMethod]
    public async Task A_receipt_does_not_outlive_the_archive_it_was_written_for()
    {
        await CreateAsync(new(_files["tree"], _files["out.tar.gz"], Platform: Ocx.Core.Oci.Platform.Any));

        var created = await CreateAsync(new(_files["tree"], _files["out.tar.gz"], Force: true));

        Assert.IsNull(created.Receipt);
        Assert.IsFalse(File.Exists(_files["out-receipt.json"]));
    }

    [TestMethod]
    public async Task A_receipt_whose_archive_is_gone_is_not_that_of_the_next_one()
    {
        File.Delete((await CreateAsync(new(_files["tree"], _files["out.tar.gz"], Platform: Ocx.Core.Oci.Platform.Any))).Archive);

        await CreateAsync(new(_files["tree"], _files["out.tar.gz"]));

        Assert.IsFalse(File.Exists(_files["out-receipt.json"]));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task The_authors_metadata_is_never_overwritten(bool force)
    {
        var authored = """{ "$schema": "x", "version": 1, "type": "bundle" }""";
        var metadata = _files.Write("out-metadata.json", authored);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            CreateAsync(new(_files["tree"], _files["out.tar.gz"], MetadataFile: metadata, Force: force)));

        Assert.AreSame(StoreErrors.OutputExists, failure.Code);
        Assert.Contains("made from", failure.Message);
        Assert.AreEqual(authored, File.ReadAllText(metadata));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("""{"version":2}""")]
    [DataRow("""{"version":1,"platform":"beos/m68k"}""")]
    [DataRow("""{"version":1,"identifier":"no registry"}""")]
    public void What_is_no_receipt_is_refused(string content)
    {
        var file = _files.Write("out-receipt.json", content);

        var failure = Assert.ThrowsExactly<OcxException>(() => Receipt.Read(file));

        Assert.AreEqual(("OCX3009", file), (failure.Code.Id, failure.Location!.Value.File));
    }

    [TestMethod]
    public async Task After_a_failure_nothing_is_there_that_was_not_before()
    {
        Links.CreateSymbolic(_files["tree", "out"], "../..", toDirectory: true);
        var metadata = _files.Write("m.json", """{"type":"bundle","version":1}""");
        var before = Directory.GetFileSystemEntries(_files.Path);

        var failure = await FailureOf(new(_files["tree"], _files["out.tar.gz"], Platform: Ocx.Core.Oci.Platform.Any, MetadataFile: metadata));

        Assert.AreEqual("OCX3013", failure.Code.Id);
        Assert.AreSequenceEqual(before, Directory.GetFileSystemEntries(_files.Path));
    }

    [TestMethod]
    public async Task A_missing_source_and_missing_metadata_are_named()
    {
        Assert.Contains(_files["none"], (await FailureOf(new(_files["none"], _files["out.tar.gz"]))).Message);
        var metadata = await FailureOf(new(_files["tree"], _files["out.tar.gz"], MetadataFile: _files["none.json"]));
        Assert.AreEqual("OCX3001", metadata.Code.Id);
        Assert.Contains(_files["none.json"], metadata.Message);
    }

    [TestMethod]
    [DataRow("""{"type":"bundle","version":1,"env":[{"key":"A","type":"constant","value":"${nope}"}]}""", "OCX4003")]
    [DataRow("""{"type":"bundle","version":1,"env":[{"key":"A","type":"constant","value":"${self.env.A}"}]}""", "OCX4003")]
    [DataRow("""{"type":"bundle","version":1,"entrypoints":{"x":{"args":["${deps.y.installPath}"]}}}""", "OCX4003")]
    [DataRow("""{"type":"bundle"}""", "OCX3009")]
    public async Task Metadata_that_nobody_could_use_is_refused_with_its_file(string metadata, string code)
    {
        var file = _files.Write("m.json", metadata);

        var failure = await FailureOf(new(_files["tree"], _files["out.tar.gz"], MetadataFile: file));

        Assert.AreEqual((code, file), (failure.Code.Id, failure.Location!.Value.File));
        Assert.IsFalse(File.Exists(_files["out.tar.gz"]));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Cancelled_in_the_middle_everything_is_as_before()
    {
        using (var huge = File.Create(_files["tree/huge"]))
        {
            // Takes no room on the disk, and a minute to compress.
            huge.SetLength(1L << 36);
        }

        foreach (var name in new[] { "out.tar.gz", "out-metadata.json", "out-receipt.json" })
        {
            _files.Write(name, "old");
        }

        var metadata = _files.Write("m.json", """{"type":"bundle","version":1}""");
        var before = Directory.GetFileSystemEntries(_files.Path).Order(StringComparer.Ordinal).ToList();
        using var cancellation = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(_files.Path, AtomicFile.TemporaryPrefix + "*") { NotifyFilter = NotifyFilters.Size };
        watcher.Changed += (_, change) =>
        {
            if (new FileInfo(change.FullPath) is { Exists: true, Length: > 1000 })
            {
                cancellation.Cancel();
            }
        };
        watcher.EnableRaisingEvents = true;

        await Assert.ThrowsAsync<OperationCanceledException>(() => new PackageCreator(_files.Path).CreateAsync(
            new(_files["tree"], _files["out.tar.gz"], Platform: Ocx.Core.Oci.Platform.Any, MetadataFile: metadata, Force: true), cancellation.Token));

        Assert.AreSequenceEqual(before, Directory.GetFileSystemEntries(_files.Path).Order(StringComparer.Ordinal).ToList());
        foreach (var name in new[] { "out.tar.gz", "out-metadata.json", "out-receipt.json" })
        {
            Assert.AreEqual("old", File.ReadAllText(_files[name]), name);
        }
    }

    [TestMethod]
    public async Task A_source_file_that_cannot_be_read_is_named()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Inconclusive("Windows has no such permission, and the superuser may read everything.");
            return;
        }

        File.SetUnixFileMode(_files["tree/bin/tool"], UnixFileMode.None);
        var failure = await FailureOf(new(_files["tree"], _files["out.tar.gz"]));

        Assert.AreEqual("OCX3002", failure.Code.Id);
        Assert.Contains(_files["tree/bin/tool"], failure.Message);
    }

    /// <summary>The files of an archive; a star after programs.</summary>
    private static async Task<string> ContentOfAsync(string archive)
    {
        await using var gzip = new System.IO.Compression.GZipStream(File.OpenRead(archive), System.IO.Compression.CompressionMode.Decompress);
        await using var tar = new System.Formats.Tar.TarReader(gzip);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.EntryType == System.Formats.Tar.TarEntryType.RegularFile)
            {
                names.Add(entry.Name + (entry.Mode.HasFlag(UnixFileMode.UserExecute) ? "*" : ""));
            }
        }

        return string.Join(", ", names);
    }

    private Task<CreateResult> CreateAsync(CreateRequest request) => new PackageCreator(_files.Path).CreateAsync(request, CancellationToken.None);

    private Task<OcxException> FailureOf(CreateRequest request) => Assert.ThrowsExactlyAsync<OcxException>(() => CreateAsync(request));
}
