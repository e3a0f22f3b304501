using System.Globalization;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Engine;

[TestClass]
public sealed class InstallTests
{
    [TestMethod]
    public async Task An_installed_package_has_the_shared_layout()
    {
        using var fixture = new EngineFixture();
        var pushed = await fixture.PublishAsync("tools.local/hello:1.0", "any", """{"type":"bundle","version":1,"strip_components":1}""", ("top/a.txt", "a"), ("gone.txt", "b"));
        using var engine = fixture.Open();

        var installed = (await engine.InstallAsync([engine.ParseIdentifier("tools.local/hello:1.0")], null, link: true, select: true, CancellationToken.None)).Single();

        var package = new PackageDirectory(installed.Root);
        Assert.AreEqual("a.txt", string.Join(' ', Directory.EnumerateFileSystemEntries(package.Content).Select(Path.GetFileName)));
        Assert.AreEqual(pushed.ManifestDigest.ToString(), File.ReadAllText(package.DigestFile));
        Assert.Contains("\"ok\": true", File.ReadAllText(package.InstallFile));
        Assert.AreEqual("{\n  \"dependencies\": []\n}", File.ReadAllText(package.ResolveFile));
        Assert.AreEqual("{\n  \"type\": \"bundle\",\n  \"version\": 1,\n  \"strip_components\": 1\n}", File.ReadAllText(package.MetadataFile));
        Assert.StartsWith("{\n  \"schemaVersion\": 2,", File.ReadAllText(package.ManifestFile));

        var layer = Directory.GetFileSystemEntries(package.References(ReferenceKind.Layers)).Single();
        Assert.AreEqual("content", Path.GetFileName(new FileInfo(layer).LinkTarget!));
        Assert.IsTrue(File.Exists(Path.Combine(layer, "top", "a.txt")));
        Assert.HasCount(3, Directory.GetFileSystemEntries(package.References(ReferenceKind.Blobs)));
        Assert.HasCount(2, Directory.GetFileSystemEntries(package.References(ReferenceKind.Symlinks)));
        Assert.AreEqual(installed.Root, new FileInfo(Path.Combine(fixture.Home, "symlinks/tools.local/hello/candidates/1.0")).LinkTarget);
        Assert.AreEqual(installed.Root, new FileInfo(Path.Combine(fixture.Home, "symlinks/tools.local/hello/current")).LinkTarget);
        Assert.AreEqual(Path.Combine(fixture.Home, "symlinks/tools.local/hello/current"), installed.Link);
    }

    /// <summary>In a build the culture is the user's, and writes times and years in its own way.</summary>
    [TestMethod]
    public async Task The_time_of_an_installation_is_written_the_same_everywhere()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1", files: ("a", "a"));
        using var engine = fixture.Open();
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.TimeSeparator = ".";
        CultureInfo.CurrentCulture = culture;

        var installed = (await engine.InstallAsync([engine.ParseIdentifier("tools.local/hello:1")], null, link: false, select: false, CancellationToken.None)).Single();

        using var record = JsonDocument.Parse(File.ReadAllBytes(new PackageDirectory(installed.Root).InstallFile));
        Assert.MatchesRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", record.RootElement.GetProperty("timestamp").GetString()!);
    }

    /// <summary>Links and references hold the home's path, and are compared by their text.</summary>
    [TestMethod]
    [DataRow("home/")]
    [DataRow("./x/../home")]
    [DataRow(null)]
    public void The_home_has_one_form_however_it_is_named(string? named)
    {
        using var fixture = new EngineFixture();
        fixture.Variables[OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME"] = "home/";

        using var engine = new OcxEngine(new EngineOptions(fixture.Files.Path, fixture.Variables, named));

        Assert.AreEqual(named is null ? Path.Combine(fixture.Home, ".ocx") : fixture.Home, engine.Home);
    }

    [TestMethod]
    public async Task A_layer_of_two_packages_is_fetched_once_and_shared()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/one:1", "any", files: ("base.txt", "same"));
        await fixture.PublishAsync("tools.local/two:1", "any", """{"type":"bundle","version":1,"binaries":["x"]}""", ("base.txt", "same"));
        using var engine = fixture.Open();

        var installed = await engine.InstallAsync(
            [engine.ParseIdentifier("tools.local/one:1"), engine.ParseIdentifier("tools.local/two:1")], null, link: false, select: false, CancellationToken.None);

        Assert.HasCount(1, fixture.Observer.Downloads);
        File.AppendAllText(Path.Combine(installed[0].Content, "base.txt"), "+");
        Assert.AreEqual("same+", File.ReadAllText(Path.Combine(installed[1].Content, "base.txt")), "the files are one inode");
    }

    [TestMethod]
    public async Task A_known_tag_installs_offline_and_an_unknown_one_is_refused()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "a"));
        using (var online = fixture.Open())
        {
            await online.InstallAsync([online.ParseIdentifier("tools.local/hello:1.0")], null, true, false, CancellationToken.None);
        }

        using var engine = fixture.Open(offline: true);
        var found = await engine.FindAsync([engine.ParseIdentifier("tools.local/hello:1.0")], null, CancellationToken.None);
        Assert.HasCount(1, found);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.InstallAsync([engine.ParseIdentifier("registry.invalid/hello:2.0")], null, true, false, CancellationToken.None));
        Assert.AreEqual(("OCX5001", ExitCode.PolicyBlocked), (failure.Code.Id, failure.Exit));
    }

    [TestMethod]
    public async Task Offline_a_directory_is_as_good_as_the_store()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "a"));
        using var engine = fixture.Open(offline: true);

        Assert.HasCount(1, await engine.InstallAsync([engine.ParseIdentifier("tools.local/hello:1.0")], null, true, false, CancellationToken.None));
    }

    [TestMethod]
    public async Task A_failing_package_takes_no_other_with_it()
    {
        using var fixture = new EngineFixture();
        var library = await fixture.PublishAsync("tools.local/lib:1", files: ("lib", new string('x', 200_000)));
        var needsLibrary = $$"""{"type":"bundle","version":1,"dependencies":[{"identifier":"tools.local/lib@{{library.ManifestDigest}}"}]}""";
        await fixture.PublishAsync("tools.local/good:1", "any", needsLibrary, ("good", "g"));
        var blobs = Directory.GetFiles(fixture.Files["registry/blobs/sha256"]).ToHashSet();
        await fixture.PublishAsync("tools.local/bad:1", "any", needsLibrary, ("bad", "b"));
        var lost = Directory.GetFiles(fixture.Files["registry/blobs/sha256"]).Where(blob => !blobs.Contains(blob) && File.ReadAllBytes(blob)[0] == 0x1f).Single();
        File.Move(lost, lost + ".away");
        using var engine = fixture.Open();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(InstallBoth);
        Assert.AreEqual("OCX2002", failure.Code.Id);
        Assert.IsTrue(Directory.Exists(Path.Combine(fixture.Home, "symlinks/tools.local/good/candidates/1")));

        File.Move(lost + ".away", lost);
        Assert.HasCount(2, await InstallBoth());

        Task<IReadOnlyList<Ocx.Core.Installation.InstalledPackage>> InstallBoth() => engine.InstallAsync(
            [engine.ParseIdentifier("tools.local/bad:1"), engine.ParseIdentifier("tools.local/good:1")], null, link: true, select: false, CancellationToken.None);
    }

    [TestMethod]
    public async Task Commands_that_collide_behind_a_package_are_refused_when_it_is_installed()
    {
        using var fixture = new EngineFixture();
        const string OffersX = """{"type":"bundle","version":1,"entrypoints":{"x":{"command":"sh"}}}""";
        var one = await fixture.PublishAsync("tools.local/one:1", "any", OffersX, ("a", "1"));
        var two = await fixture.PublishAsync("tools.local/two:1", "any", OffersX, ("a", "2"));
        await fixture.PublishAsync(
            "tools.local/app:1",
            "any",
            $$"""{"type":"bundle","version":1,"dependencies":[{"identifier":"tools.local/one@{{one.ManifestDigest}}","visibility":"public"},{"identifier":"tools.local/two@{{two.ManifestDigest}}","visibility":"public"}]}""",
            ("a", "app"));
        using var engine = fixture.Open();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.InstallAsync([engine.ParseIdentifier("tools.local/app:1")], null, true, false, CancellationToken.None));

        Assert.AreEqual("OCX4004", failure.Code.Id);
    }

    [TestMethod]
    public async Task Launchers_of_host_programs_and_of_other_systems_are_written()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync(
            "tools.local/script:1",
            "windows/amd64",
            """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin"}],"entrypoints":{"tool":{},"greet":{"command":"sh","args":["${installPath}/greet.sh"]}}}""",
            ("bin/tool.exe", "MZ"),
            ("greet.sh", "echo hi \"$1\"\n"));
        using var engine = fixture.Open();

        var installed = await engine.InstallAsync(
            [engine.ParseIdentifier("tools.local/script:1")], Platform.Parse("windows/amd64"), link: false, select: false, CancellationToken.None);

        if (!OperatingSystem.IsWindows())
        {
            var start = new System.Diagnostics.ProcessStartInfo(Path.Combine(installed.Single().Root, "entrypoints", "greet"), ["you"]) { RedirectStandardOutput = true };
            using var process = System.Diagnostics.Process.Start(start)!;
            Assert.AreEqual("hi you\n", await process.StandardOutput.ReadToEndAsync(CancellationToken.None));
        }
    }

    [TestMethod]
    public async Task An_installed_package_is_used_without_writing_to_it()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "a"));
        using var engine = fixture.Open();
        var root = (await InstallAsync()).Single().Root;
        var references = Path.Combine(root, "refs", "blobs");
        Directory.SetLastWriteTimeUtc(references, DateTime.UnixEpoch);

        await InstallAsync();

        Assert.AreEqual(DateTime.UnixEpoch, Directory.GetLastWriteTimeUtc(references));

        Task<IReadOnlyList<Ocx.Core.Installation.InstalledPackage>> InstallAsync() =>
            engine.InstallAsync([engine.ParseIdentifier("tools.local/hello:1.0")], null, link: false, select: false, CancellationToken.None);
    }

    [TestMethod]
    public async Task A_digest_alone_makes_no_link()
    {
        using var fixture = new EngineFixture();
        var pushed = await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "a"));
        using var engine = fixture.Open();

        var installed = await engine.InstallAsync(
            [engine.ParseIdentifier($"tools.local/hello@{pushed.ManifestDigest}")], null, link: true, select: false, CancellationToken.None);

        Assert.IsNull(installed.Single().Link);
    }

    [TestMethod]
    public async Task Any_over_a_bare_manifest_replaces_it()
    {
        using var fixture = new EngineFixture();
        var first = await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "1"));
        using (var connections = new Ocx.Core.Registry.RegistryConnections())
        {
            var registry = connections.Open(new("tools.local", new Uri("file://" + fixture.Files["registry"])));
            var manifest = (await registry.GetManifestAsync("hello", first.ManifestDigest.ToString(), CancellationToken.None))!;
            await registry.PutManifestAsync("hello", "2.0", MediaTypes.ImageManifest, manifest.Content, CancellationToken.None);
        }

        await fixture.PublishAsync("tools.local/hello:2.0", files: ("a", "2"));
        using var engine = fixture.Open();
        var installed = await engine.InstallAsync([engine.ParseIdentifier("tools.local/hello:2.0")], null, link: false, select: false, CancellationToken.None);

        Assert.AreEqual("2", await File.ReadAllTextAsync(Path.Combine(installed.Single().Content, "a"), CancellationToken.None));
    }

    [TestMethod]
    public async Task Frozen_learns_no_new_tag()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", files: ("a", "a"));
        using var engine = fixture.Open(frozen: true);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.InstallAsync([engine.ParseIdentifier("tools.local/hello:1.0")], null, true, false, CancellationToken.None));

        Assert.AreEqual("OCX5002", failure.Code.Id);
    }

    [TestMethod]
    public async Task Of_several_packages_the_good_ones_stay_and_the_first_failure_is_told()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/good:1", files: ("a", "a"));
        using var engine = fixture.Open();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => engine.InstallAsync(
            [engine.ParseIdentifier("tools.local/bad:1"), engine.ParseIdentifier("tools.local/good:1"), engine.ParseIdentifier("tools.local/worse:1")],
            null,
            link: true,
            select: false,
            CancellationToken.None));

        Assert.Contains("bad", failure.Message);
        Assert.IsTrue(Directory.Exists(Path.Combine(fixture.Home, "symlinks/tools.local/good/candidates/1")));
    }

    [TestMethod]
    public async Task A_package_for_another_platform_gets_no_link()
    {
        using var fixture = new EngineFixture();
        await fixture.PublishAsync("tools.local/hello:1.0", "windows/arm64", files: ("a", "a"));
        using var engine = fixture.Open();

        var installed = await engine.InstallAsync(
            [engine.ParseIdentifier("tools.local/hello:1.0")], Platform.Parse("windows/arm64"), link: true, select: false, CancellationToken.None);

        if (HostPlatform.Current is not { Os: "windows", Architecture: "arm64" })
        {
            Assert.IsNull(installed.Single().Link);
        }
    }

    [TestMethod]
    public async Task What_is_not_a_package_is_refused()
    {
        using var fixture = new EngineFixture();
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => PushForeignAsync(fixture));

        Assert.AreEqual("OCX2012", failure.Code.Id);
    }

    private static async Task PushForeignAsync(EngineFixture fixture)
    {
        using var connections = new Ocx.Core.Registry.RegistryConnections();
        var registry = connections.Open(new("tools.local", new Uri("file://" + fixture.Files["registry"])));
        var config = "{}"u8.ToArray();
        await registry.PushBlobAsync("chart", new Descriptor("application/vnd.cncf.helm.config.v1+json", Digest.Sha256(config), 2), () => new MemoryStream(config), CancellationToken.None);
        var manifest = new ImageManifest(2, MediaTypes.ImageManifest, new("application/vnd.cncf.helm.config.v1+json", Digest.Sha256(config), 2), []).ToBytes();
        await registry.PutManifestAsync("chart", "1", MediaTypes.ImageManifest, manifest, CancellationToken.None);
        using var engine = fixture.Open();
        await engine.InstallAsync([engine.ParseIdentifier("tools.local/chart:1")], null, link: true, select: false, CancellationToken.None);
    }
}
