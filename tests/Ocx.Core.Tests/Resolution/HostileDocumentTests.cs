using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Testing;

namespace Ocx.Core.Tests.Resolution;

/// <summary>Documents that are not what they are said to be. Nothing of them is kept.</summary>
[TestClass]
public sealed class HostileDocumentTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Index = MediaTypes.ImageIndex;
    private const string Manifest = MediaTypes.ImageManifest;

    [TestMethod]
    [DataRow("md5:d41d8cd98f00b204e9800998ecf8427e", DisplayName = "md5")]
    [DataRow("SHA256:" + Hex, DisplayName = "algorithm in upper case")]
    [DataRow("sha256:../../../../../../../../../../../../../../../../../../../../x", DisplayName = "path")]
    [DataRow("sha512:" + Hex, DisplayName = "sha512 of the length of sha256")]
    [DataRow("sha256:" + Hex + "00", DisplayName = "too long")]
    [DataRow("sha256+b64:" + Hex, DisplayName = "unknown algorithm")]
    public async Task A_digest_that_is_none_is_refused(string digest)
    {
        await using var fixture = await IndexFixture.StartAsync();
        Put(fixture, Index, IndexOf((Manifest, digest)));

        await RefusedAsync(fixture);
    }

    [TestMethod]
    [DataRow(Index, """{"schemaVersion":2,"manifests":[],"layers":[],"config":{}}""", DisplayName = "index with layers")]
    [DataRow(Manifest, """{"schemaVersion":2,"config":CONFIG,"layers":[],"manifests":[]}""", DisplayName = "manifest with manifests")]
    [DataRow(Manifest, """{"schemaVersion":2,"manifests":[]}""", DisplayName = "index sent as manifest")]
    [DataRow(Index, """{"schemaVersion":2,"config":CONFIG,"layers":[]}""", DisplayName = "manifest sent as index")]
    [DataRow(Index, """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","manifests":[]}""", DisplayName = "index that says it is a manifest")]
    [DataRow(Manifest, """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","config":CONFIG,"layers":[]}""", DisplayName = "manifest that says it is an index")]
    [DataRow(Index, """{"schemaVersion":2,"manifests":[],"manifests":[]}""", DisplayName = "two lists")]
    public async Task A_document_of_two_kinds_is_refused(string mediaType, string json)
    {
        await using var fixture = await IndexFixture.StartAsync();
        Put(fixture, mediaType, json.Replace("CONFIG", $$"""{"mediaType":"{{MediaTypes.PackageConfig}}","digest":"sha256:{{Hex}}","size":1}""", StringComparison.Ordinal));

        await RefusedAsync(fixture);
    }

    [TestMethod]
    public async Task An_index_in_an_index_is_not_looked_into()
    {
        await using var fixture = await IndexFixture.StartAsync();
        var inner = fixture.PutTag("x", "inner");
        Put(fixture, Index, IndexOf((Index, inner)));

        var failure = await FailureAsync(fixture);

        Assert.AreEqual("OCX2009", failure.Code.Id);
        Assert.Contains("nothing", failure.Message);
        Assert.AreEqual(1, fixture.Registry.Requests.Count(RequestKind.Manifest, "GET"));
    }

    [TestMethod]
    public async Task An_index_that_is_listed_as_a_manifest_is_refused()
    {
        await using var fixture = await IndexFixture.StartAsync();
        var inner = fixture.PutTag("x", "inner");
        Put(fixture, Index, IndexOf((Manifest, inner)));

        var failure = await FailureAsync(fixture);

        Assert.AreEqual(("OCX2008", ExitCode.Data), (failure.Code.Id, failure.Exit));
        Assert.IsEmpty(fixture.Engine.StoreEntries("packages").Where(Directory.Exists).Where(path => Path.GetFileName(path) == "content"));
    }

    [TestMethod]
    public async Task Ten_thousand_entries_are_refused()
    {
        await using var fixture = await IndexFixture.StartAsync();
        Put(fixture, Index, IndexOf([.. Enumerable.Range(0, 10_000).Select(n => (Manifest, $"sha256:{n:x64}"))]));

        await RefusedAsync(fixture);
    }

    [TestMethod]
    public async Task A_long_list_of_platforms_is_not_told_to_its_end()
    {
        await using var fixture = await IndexFixture.StartAsync();
        Put(fixture, Index, IndexOf([.. Enumerable.Range(0, 500).Select(n => (Manifest, $"sha256:{n:x64}"))], n => $$"""{"os":"plan{{n}}","architecture":"amd64"}"""));

        var failure = await FailureAsync(fixture);

        Assert.AreEqual("OCX2009", failure.Code.Id);
        Assert.IsLessThan(1000, failure.Message.Length);
    }

    [TestMethod]
    public async Task A_digest_of_another_algorithm_in_a_header_must_be_true()
    {
        await using var fixture = await IndexFixture.StartAsync();
        fixture.PutTag("x", "1");
        fixture.Registry.Faults.Add(Fault.Header("Docker-Content-Digest", $"sha512:{Hex}{Hex}"), RequestKind.Manifest);

        var failure = await FailureAsync(fixture);

        Assert.AreEqual("OCX2006", failure.Code.Id);
        Assert.IsNull(fixture.TagFileOf("x"));
    }

    [TestMethod]
    public async Task What_is_locked_by_SHA_256_is_checked_by_it_whatever_the_registry_names()
    {
        await using var fixture = await IndexFixture.StartAsync();
        await fixture.Engine.PublishAsync($"{fixture.Registry.Host}/x:1", files: ("a", "b"));
        await fixture.Engine.LockAsync($"[tools]\nx = \"{fixture.Registry.Host}/x:1\"\n");
        Directory.Delete(Path.Combine(fixture.Engine.Home, "blobs"), recursive: true);
        var other = Encoding.UTF8.GetBytes("""{"schemaVersion":2,"manifests":[]}""");
        var sha512 = Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(other));
        fixture.Registry.Faults.Add(
            Fault.Status(200, Encoding.UTF8.GetString(other), Manifest, ("Docker-Content-Digest", $"sha512:{sha512}")), RequestKind.Manifest);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.Engine.RestoreAsync());

        Assert.AreEqual(("OCX2006", ExitCode.Data), (failure.Code.Id, failure.Exit));
    }

    [TestMethod]
    public async Task An_entry_whose_platform_cannot_be_read_is_no_candidate()
    {
        await using var fixture = await IndexFixture.StartAsync();
        await fixture.Engine.PublishAsync($"{fixture.Registry.Host}/x:1", files: ("a", "b"));
        using var engine = fixture.Open();
        var root = (await engine.InstallAsync([fixture.Package("x:1")], null, false, false, default)).Single();
        string[] platforms = ["""{"os":"any","architecture":"any"}""", """{"os":"linux"}""", "\"linux/amd64\"", """{"os":"linux","architecture":"amd64","variant":""}"""];
        Put(fixture, MediaTypes.ImageIndex, IndexOf([.. platforms.Select(_ => (Manifest, root.Identifier.Digest!.Value.ToString()))], n => platforms[n]));
        using var live = fixture.Open(remote: true);

        Assert.AreSequenceEqual(["any"], (await live.Index.ListPlatformsAsync([fixture.Package("x:1")], default))[0]);
    }

    private static string IndexOf(params (string MediaType, string Digest)[] entries) => IndexOf(entries, _ => """{"os":"any","architecture":"any"}""");

    private static string IndexOf((string MediaType, string Digest)[] entries, Func<int, string> platform) =>
        $$"""
        {"schemaVersion":2,"manifests":[{{string.Join(',', entries.Select((entry, n) => $$"""
            { "mediaType":"{{entry.MediaType}}","digest":"{{entry.Digest}}","size":1,"platform":{{platform(n)}} }
            """))}}]}
        """;

    private static void Put(IndexFixture fixture, string mediaType, string json) =>
        fixture.Registry.PutManifest("x", "1", Encoding.UTF8.GetBytes(json), mediaType);

    private static async Task<OcxException> FailureAsync(IndexFixture fixture)
    {
        using var engine = fixture.Open();
        return await Assert.ThrowsExactlyAsync<OcxException>(
            () => engine.InstallAsync([fixture.Package("x:1")], null, link: false, select: false, CancellationToken.None));
    }

    private static async Task RefusedAsync(IndexFixture fixture)
    {
        var failure = await FailureAsync(fixture);

        Assert.AreEqual(("OCX2008", ExitCode.Data), (failure.Code.Id, failure.Exit), failure.Message);
        Assert.IsEmpty(fixture.Engine.StoreEntries("blobs").Where(File.Exists));
        Assert.IsNull(fixture.TagFileOf("x"));
    }
}
