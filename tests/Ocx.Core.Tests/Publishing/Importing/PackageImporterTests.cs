using System.IO.Compression;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Importing;
using Ocx.Core.Tests.Engine;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Importing;

[TestClass]
public sealed class PackageImporterTests(TestContext context) : IDisposable
{
    private const string Head = """
        package = "tools.local/tool"
        version = "1.2.3"
        metadata = "tool.json"

        """;

    private readonly EngineFixture _fixture = new() { Time = new TestTime() };

    [TestInitialize]
    public void WriteMetadata() => _fixture.Files.Write(
        "tool.json", """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"${installPath}","visibility":"public"}]}""");

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    public async Task Every_platform_gets_what_the_recipe_chooses()
    {
        Zip("release.zip", ("top/linux/tool", "linux"), ("top/linux/README", "r"), ("top/windows/tool.exe", "windows"), ("top/include/a/b.proto", "p"));
        var recipe = Recipe("""
            [source]
            archive = "release.zip"
            strip = 1
            executable = ["tool*"]

            [[layer]]
            root = "include"
            prefix = "share/include"

            [platform."linux/amd64"]
            root = "linux"
            files = ["tool"]
            prefix = "bin"

            [platform."windows/amd64"]
            root = "windows"
            prefix = "bin"
            """);

        var imported = await ImportAsync(recipe);

        Assert.AreEqual("linux/amd64 1.2,1,latest 2; windows/amd64 1.2,1,latest 1", string.Join("; ", imported.Platforms.Select(
            platform => $"{platform.Platform} {string.Join(',', platform.Push!.CascadeTags)} {platform.Push.Layers.Uploaded}")));
        Assert.AreEqual(imported.Platforms[0].Layers[0], imported.Platforms[1].Layers[0], "what all share is one layer");
        Assert.AreEqual("bin bin/tool* share share/include share/include/a share/include/a/b.proto", await InstalledAsync("linux/amd64"));
        Assert.AreEqual("bin bin/tool.exe* share share/include share/include/a share/include/a/b.proto", await InstalledAsync("windows/amd64"));
        Assert.IsEmpty(_fixture.StoreEntries("temp"));
    }

    [TestMethod]
    public async Task A_directory_is_left_as_it_is()
    {
        _fixture.Files.Write("tree/bin/tool", "t", executable: true);
        _fixture.Files.Write("tree/doc/x", "x");

        await ImportAsync(Recipe("""
            [platform.any]
            archive = "tree"
            files = ["bin/*"]
            """));

        Assert.AreEqual("bin bin/tool*", await InstalledAsync("linux/amd64"));
        Assert.IsTrue(File.Exists(_fixture.Files["tree/doc/x"]));
    }

    [TestMethod]
    public async Task The_same_recipe_gives_the_same_package_and_sends_nothing_twice()
    {
        Zip("release.zip", ("tool", "t"));
        var recipe = Recipe("[platform.any]\narchive = \"release.zip\"\nexecutable = [\"tool\"]\n");
        var first = await ImportAsync(recipe);

        var second = await ImportAsync(recipe);

        Assert.AreEqual(first.Platforms[0].Push!.ManifestDigest, second.Platforms[0].Push!.ManifestDigest);
        Assert.AreEqual((0, 1), (second.Platforms[0].Push!.Layers.Uploaded, second.Platforms[0].Push!.Layers.Verified));
    }

    [TestMethod]
    public async Task A_dry_run_publishes_nothing()
    {
        Zip("release.zip", ("tool", "t"));

        var planned = await ImportAsync(Recipe("[platform.any]\narchive = \"release.zip\"\n"), dryRun: true);

        Assert.HasCount(1, planned.Platforms[0].Layers);
        Assert.IsNull(planned.Platforms[0].Push);
        Assert.IsFalse(Directory.Exists(_fixture.Files["registry"]));
    }

    [TestMethod]
    public async Task Another_target_keeps_the_version()
    {
        Zip("release.zip", ("tool", "t"));
        using var engine = _fixture.Open();

        var imported = await engine.ImportPackageAsync(
            new(Recipe("[platform.any]\narchive = \"release.zip\"\n"), engine.ParseIdentifier("tools.local/other/tool")), context.CancellationToken);

        Assert.AreEqual("tools.local/other/tool:1.2.3", imported.Package.ToString());
    }

    [TestMethod]
    [DataRow("archive = \"release.zip\"\nsha256 = \"abababababababababababababababababababababababababababababababab\"", "OCX2006", "the recipe wants abab")]
    [DataRow("archive = \"missing.zip\"", "OCX3001", "There is no")]
    [DataRow("archive = \"release.zip\"\nroot = \"nowhere\"", "OCX3013", "no directory 'nowhere'")]
    [DataRow("archive = \"release.zip\"\nfiles = [\"*.dll\"]", "OCX3013", "'*.dll' of 'files' describes no file")]
    [DataRow("archive = \"release.zip\"\nfiles = []", "OCX3013", "is left for the layer")]
    [DataRow("archive = \".\"\nstrip = 1", "OCX3013", "nothing is stripped")]
    [DataRow("archive = \"release.zip\"\nmetadata = \"missing.json\"", "OCX3001", "missing.json")]
    public async Task What_fails_for_one_platform_publishes_none(string second, string code, string text)
    {
        Zip("release.zip", ("tool", "t"));
        var recipe = Recipe($"[platform.\"linux/amd64\"]\narchive = \"release.zip\"\n[platform.\"windows/amd64\"]\n{second}\n");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => ImportAsync(recipe));

        Assert.AreEqual(code, failure.Code.Id, failure.ToString());
        Assert.Contains(text, failure.Message);
        Assert.IsFalse(Directory.Exists(_fixture.Files["registry"]));
        Assert.IsEmpty(_fixture.StoreEntries("temp"));
    }

    [TestMethod]
    [DataRow("files = [\"tool\", \"tol*\"]", 6, 18, "'tol*' of 'files' describes no file. Did you mean 'tool'?")]
    [DataRow("executable = [\n  \"bin/tool\",\n]", 7, 3, "'bin/tool' of 'executable' describes no file.")]
    [DataRow("files = [\"tool\"]\nexecutable = [\"README\"]", 7, 15, "'README' of 'executable' describes no file.")]
    public async Task A_pattern_that_describes_nothing_is_refused_with_its_place(string keys, int line, int column, string text)
    {
        Zip("release.zip", ("tool", "t"), ("README", "r"));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => ImportAsync(Recipe($"[platform.any]\narchive = \"release.zip\"\n{keys}\n"), dryRun: true));

        Assert.AreEqual(("OCX3013", ExitCode.Data), (failure.Code.Id, failure.Exit));
        Assert.AreEqual(new SourceLocation(_fixture.Files["tool.toml"], line, column), failure.Location);
        Assert.Contains(text, failure.Message);
        Assert.Contains("There are ", failure.NextStep!);
    }

    [TestMethod]
    [DataRow("tool.exe", null)]
    [DataRow("tool.ex", "'tool.ex' of 'executable' describes no file. Did you mean 'tool.exe'?")]
    public async Task A_pattern_of_the_source_has_to_describe_something_somewhere(string pattern, string? text)
    {
        Zip("release.zip", ("linux/tool", "t"), ("windows/tool.exe", "w"), ("doc/x", "x"));
        var recipe = Recipe($"""
            [source]
            archive = "release.zip"
            executable = ["tool", "{pattern}"]
            [[layer]]
            root = "doc"
            prefix = "doc"
            [platform."linux/amd64"]
            root = "linux"
            [platform."windows/amd64"]
            root = "windows"
            """);

        if (text is null)
        {
            await ImportAsync(recipe);
            return;
        }

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => ImportAsync(recipe));
        Assert.AreEqual(new SourceLocation(_fixture.Files["tool.toml"], 6, 23), failure.Location);
        Assert.Contains(text, failure.Message);
        Assert.IsFalse(Directory.Exists(_fixture.Files["registry"]));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Layers_that_overlap_are_found_before_anything_is_published(bool dryRun)
    {
        Zip("release.zip", ("tool", "t"));
        var recipe = Recipe("""
            [platform."linux/amd64"]
            archive = "release.zip"

            [[platform."windows/amd64".layer]]
            archive = "release.zip"
            [[platform."windows/amd64".layer]]
            archive = "release.zip"
            """);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => ImportAsync(recipe, dryRun));

        Assert.AreEqual("OCX3006", failure.Code.Id);
        Assert.IsFalse(Directory.Exists(_fixture.Files["registry"]));
    }

    [TestMethod]
    [DataRow("tools.local/other:nightly")]
    [DataRow("tools.local/other:__ocx.desc")]
    [DataRow("tools.local/other@sha256:abababababababababababababababababababababababababababababababab")]
    public async Task A_target_that_cannot_be_published_to_is_refused_at_once(string target)
    {
        using var engine = _fixture.Open();
        var recipe = Recipe("[platform.any]\narchive = \"never looked at\"\n");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            engine.ImportPackageAsync(new(recipe, engine.ParseIdentifier(target)), context.CancellationToken));

        Assert.AreEqual("OCX1022", failure.Code.Id);
    }

    [TestMethod]
    public async Task A_download_goes_on_where_it_ended()
    {
        await using var server = await TestRegistry.StartAsync();
        _fixture.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;
        var noise = new byte[300_000];
        new Random(1).NextBytes(noise);
        Zip("release.zip", ("tool", Convert.ToBase64String(noise)));
        var digest = server.Content.PutBlob("files", await File.ReadAllBytesAsync(_fixture.Files["release.zip"], context.CancellationToken));
        var recipe = Recipe($"[platform.any]\nurl = \"http://{server.Host}/v2/files/blobs/{digest}\"\nsha256 = \"{digest[7..]}\"\n");
        var broken = server.Faults.Add(Fault.TruncateAfter(100_000), RequestKind.Blob, times: 3);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => ImportAsync(recipe));
        var imported = await ImportAsync(recipe);

        Assert.AreEqual("OCX2007", failure.Code.Id, failure.ToString());
        Assert.AreEqual(1, imported.Platforms[0].Push!.Layers.Uploaded);
        Assert.AreEqual(
            "- 100000- 200000- 300000-",
            string.Join(' ', server.Requests.All.Where(request => request.Method == "GET").Select(request => request.Range is { } range ? range[6..] : "-")),
            broken.ToString());
        Assert.IsEmpty(_fixture.StoreEntries("temp"));
    }

    [TestMethod]
    public async Task A_rest_that_fits_nothing_is_not_the_end()
    {
        await using var server = await TestRegistry.StartAsync();
        _fixture.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;
        var noise = new byte[300_000];
        new Random(2).NextBytes(noise);
        Zip("release.zip", ("tool", Convert.ToBase64String(noise)));
        var digest = server.Content.PutBlob("files", await File.ReadAllBytesAsync(_fixture.Files["release.zip"], context.CancellationToken));
        var recipe = Recipe($"[platform.any]\nurl = \"http://{server.Host}/v2/files/blobs/{digest}\"\nsha256 = \"{digest[7..]}\"\n");
        var begun = Path.Combine(_fixture.Home, "temp", $"download-{digest[7..]}", digest.Replace(':', '_') + ".part");
        Directory.CreateDirectory(Path.GetDirectoryName(begun)!);

        foreach (var part in new[] { new byte[1000], new byte[3_000_000], await File.ReadAllBytesAsync(_fixture.Files["release.zip"], context.CancellationToken) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(begun)!);
            await File.WriteAllBytesAsync(begun, part, context.CancellationToken);
            await ImportAsync(recipe);
        }

        var ranges = server.Requests.All.Where(request => request.Method == "GET").Select(request => request.Range is { } range ? range[6..] : "-");
        Assert.AreEqual("1000- - 3000000- -", string.Join(' ', ranges), "the wrong beginning, then all; too much, then all; all was there");
    }

    [TestMethod]
    public async Task A_download_that_is_something_else_is_not_kept()
    {
        await using var server = await TestRegistry.StartAsync();
        _fixture.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;
        Zip("release.zip", ("tool", "t"));
        var digest = server.Content.PutBlob("files", await File.ReadAllBytesAsync(_fixture.Files["release.zip"], context.CancellationToken));
        var recipe = Recipe($"[platform.any]\nurl = \"http://{server.Host}/v2/files/blobs/{digest}\"\nsha256 = \"{digest[7..]}\"\n");
        server.Faults.Add(Fault.FlipByte(10), RequestKind.Blob, times: 1);

        Assert.AreEqual("OCX2006", (await Assert.ThrowsExactlyAsync<OcxException>(() => ImportAsync(recipe))).Code.Id);

        await ImportAsync(recipe);
    }

    [TestMethod]
    public async Task Plain_HTTP_is_for_hosts_that_are_listed()
    {
        var recipe = Recipe($"[platform.any]\nurl = \"http://127.0.0.1:1/x.zip\"\nsha256 = \"{new string('a', 64)}\"\n");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => ImportAsync(recipe));

        Assert.AreEqual("OCX5003", failure.Code.Id);
        Assert.AreEqual(recipe, failure.Location!.Value.File);
    }

    private string Recipe(string rest) => _fixture.Files.Write("tool.toml", Head + rest);

    private void Zip(string name, params (string Path, string Content)[] files)
    {
        using var archive = ZipFile.Open(_fixture.Files[name], ZipArchiveMode.Create);
        foreach (var (path, content) in files)
        {
            using var writer = new StreamWriter(archive.CreateEntry(path, CompressionLevel.NoCompression).Open());
            writer.Write(content);
        }
    }

    private async Task<ImportResult> ImportAsync(string recipe, bool dryRun = false)
    {
        using var engine = _fixture.Open();
        return await engine.ImportPackageAsync(new(recipe, DryRun: dryRun), context.CancellationToken);
    }

    /// <summary>What the package holds for a platform; a star after programs.</summary>
    private async Task<string> InstalledAsync(string platform)
    {
        using var engine = _fixture.Open();
        var installed = await engine.InstallAsync(
            [engine.ParseIdentifier("tools.local/tool:1.2.3")], Platform.Parse(platform), link: false, select: false, context.CancellationToken);
        var content = Path.Combine(installed[0].Root, "content");
        return string.Join(' ', Directory.EnumerateFileSystemEntries(content, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path =>
            Path.GetRelativePath(content, path).Replace('\\', '/')
            + (File.Exists(path) && !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute) ? "*" : "")));
    }
}
