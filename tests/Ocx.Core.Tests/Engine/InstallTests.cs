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
            () => engine.InstallAsync([engine.ParseIdentifier("tools.local/hello:2.0")], null, true, false, CancellationToken.None));
        Assert.AreEqual(("OCX5001", ExitCode.PolicyBlocked), (failure.Code.Id, failure.Exit));
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
