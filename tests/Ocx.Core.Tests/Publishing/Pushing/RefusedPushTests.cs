using System.Formats.Tar;
using System.IO.Compression;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Pushing;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Pushing;

/// <summary>What is wrong is said before anything is sent; and where the registry ends it midway, no tag has moved.</summary>
[TestClass]
public sealed class RefusedPushTests(TestContext context)
{
    private const string Hex = "abababababababababababababababababababababababababababababababab";

    [TestMethod]
    [DataRow("1@sha256:" + Hex, "OCX1022", "names a digest")]
    [DataRow("__ocx.desc", "OCX1022", "keeps for other things")]
    [DataRow("sha256." + Hex, "OCX1022", "keeps for other things")]
    [DataRow("SHA256." + Hex, null, null)]
    public async Task A_tag_that_is_not_for_packages(string reference, string? code, string? text)
    {
        await using var fixture = await PushFixture.StartAsync();
        var request = fixture.Request("1", "any") with { Identifier = Identifier.Parse($"{fixture.Server.Host}/org/tool:{reference}", null) };

        await ExpectAsync(fixture, request, code, text);
    }

    [TestMethod]
    [DataRow("nightly")]
    [DataRow("latest")]
    [DataRow("1.2.3-beta.1")]
    [DataRow("v1.2.3")]
    public async Task A_cascade_needs_a_version(string tag)
    {
        await using var fixture = await PushFixture.StartAsync();

        await ExpectAsync(fixture, fixture.Request(tag, "any") with { Cascade = true }, "OCX1022", "is not a version");
    }

    [TestMethod]
    [DataRow("1.2")]
    [DataRow("1.2.3_b1")]
    [DataRow("nightly")]
    public async Task A_timestamp_needs_a_version_without_build(string tag)
    {
        await using var fixture = await PushFixture.StartAsync();

        await ExpectAsync(fixture, fixture.Request(tag, "any") with { BuildTimestamp = BuildTimestamp.Date }, "OCX1022", "build timestamp");
    }

    [TestMethod]
    public async Task Nobody_says_what_or_for_whom()
    {
        await using var fixture = await PushFixture.StartAsync();

        await ExpectAsync(fixture, fixture.Request("1", "any") with { Identifier = null }, "OCX1022", "not named");
        await ExpectAsync(fixture, fixture.Request("1", "any") with { Platform = null }, "OCX1022", "platform");
    }

    [TestMethod]
    public async Task Metadata_that_is_missing_or_one_of_several()
    {
        await using var fixture = await PushFixture.StartAsync();
        var (a, b) = (fixture.Archive("a.tar.gz", "a"), fixture.Archive("b.tgz", "b"));
        var request = fixture.Request("1", "any", a, b) with { MetadataFile = null };

        await ExpectAsync(fixture, request with { Layers = [] }, "OCX1022", "without layers needs metadata");
        await ExpectAsync(fixture, request with { Layers = [LayerSpec.Parse($"sha256:{Hex}.tgz")] }, "OCX1022", "No archive is named");
        await ExpectAsync(fixture, request, "OCX1022", "a-metadata.json does not exist");
        fixture.Files.Write("b-metadata.json", PushFixture.Metadata);
        await fixture.PushAsync(request);
        fixture.Files.Write("a-metadata.json", PushFixture.Metadata);
        await ExpectAsync(fixture, request with { Identifier = fixture.Package("2") }, "OCX1022", "Several archives");
    }

    [TestMethod]
    public async Task Layers_that_overlap()
    {
        await using var fixture = await PushFixture.StartAsync();
        var (a, b, c) = (fixture.Archive("a.tar.gz", "bin/tool", "lib/a"), fixture.Archive("b.tar.gz", "x/bin/tool"), fixture.Archive("c.tar.gz", "bin/tool/deeper"));

        await fixture.PushAsync("0", "any", a, b);
        await ExpectAsync(fixture, fixture.Request("1", "windows/amd64", a, fixture.Archive("e.tar.gz", "bin/TOOL")), "OCX3006", "bin/");
        await fixture.PushAsync("0", "linux/amd64", a, fixture.Archive("e.tar.gz", "bin/TOOL"));
        await ExpectAsync(fixture, fixture.Request("1", "any", a, b + ":strip=1"), "OCX3006", "'bin/tool'");
        await ExpectAsync(fixture, fixture.Request("1", "any", a, c), "OCX3006", "'bin/tool'");
        await ExpectAsync(fixture, fixture.Request("1", "any", a + ":prefix=x", b), "OCX3006", "'x/bin/tool'");
        await ExpectAsync(
            fixture, fixture.Request("1", "any", fixture.Archive("d.tar.gz", "one/file", "two/file") + ":strip=1"), "OCX3006", "holds 'file' twice");
    }

    [TestMethod]
    public async Task Archives_that_nobody_could_unpack()
    {
        await using var fixture = await PushFixture.StartAsync();
        var leaving = fixture.Files.Write("leaving.tar.gz", "");
        await using (var gzip = new GZipStream(File.Create(leaving), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip))
        {
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "../../etc/passwd" }, context.CancellationToken);
        }

        await ExpectAsync(fixture, fixture.Request("1", "any", leaving), "OCX3004", "link");
        await ExpectAsync(fixture, fixture.Request("1", "any", fixture.Files.Write("text.tar.gz", "not gzip")), "OCX3003", "");
        await ExpectAsync(fixture, fixture.Request("1", "any", fixture.Files["missing.tar.gz"]), "OCX3001", "does not exist");
    }

    [TestMethod]
    public async Task Dependencies_that_cannot_be_had()
    {
        await using var fixture = await PushFixture.StartAsync();
        var library = await fixture.PushAsync("1", "linux/amd64", fixture.Archive("a.tar.gz", "a"));
        var index = Digest.Sha256(fixture.Server.Content.ManifestContent(PushFixture.Repository, "1")!.Value.Span);

        PushRequest Needing(string identifier, string platform = "linux/amd64") => fixture.Request("1", platform) with
        {
            Identifier = fixture.Package("1", "org/user"),
            MetadataFile = fixture.Files.Write("user.json", $$"""{"type":"bundle","version":1,"dependencies":[{"identifier":"{{fixture.Server.Host}}/{{identifier}}"}]}"""),
        };

        await ExpectAsync(fixture, Needing("org/tool:1"), "OCX3009", "no digest");
        await ExpectAsync(fixture, Needing($"org/tool:1@sha256:{Hex}"), "OCX2002", "does not exist");
        await ExpectAsync(fixture, Needing($"org/tool:1@{index}"), "OCX3009", "index of platforms");
        await ExpectAsync(fixture, Needing($"org/tool:1@{library.ManifestDigest}", "any"), "OCX3009", "is not");
        await fixture.PushAsync(Needing($"org/tool:1@{library.ManifestDigest}"));
    }

    [TestMethod]
    public async Task A_layer_that_is_only_named()
    {
        await using var fixture = await PushFixture.StartAsync();

        await ExpectAsync(fixture, fixture.Request("1", "any", $"sha256:{Hex}.tar.gz"), "OCX2002", "is not in");
        await ExpectAsync(fixture, fixture.Request("1", "any", $"sha256:{Hex}.tar.gz:from=org/base"), "OCX2002", "could not be had from org/base");
    }

    [TestMethod]
    [DataRow(RequestKind.Upload, "PUT", 0)]
    [DataRow(RequestKind.Upload, "PUT", 1)]
    [DataRow(RequestKind.Upload, "PUT", 2)]
    [DataRow(RequestKind.Upload, "POST", 1)]
    [DataRow(RequestKind.Manifest, "PUT", 0)]
    public async Task A_registry_that_ends_it_midway(RequestKind kind, string method, int skip)
    {
        await using var fixture = await PushFixture.StartAsync();
        var request = fixture.Request("1.2.3", "any", fixture.Archive("a.tar.gz", "a"), fixture.Archive("b.tar.gz", "b")) with { Cascade = true };
        fixture.Server.Faults.Add(Fault.Error(403, "DENIED", "quota"), kind, method: method, skip: skip);

        await ExpectAsync(fixture, request, "OCX2003", "quota");

        fixture.Server.Faults.Clear();
        Assert.AreEqual("1.2 1 latest", string.Join(' ', (await fixture.PushAsync(request)).CascadeTags));
    }

    /// <param name="code">Null: it is no failure.</param>
    private static async Task ExpectAsync(PushFixture fixture, PushRequest request, string? code, string? text)
    {
        if (code is null)
        {
            await fixture.PushAsync(request);
            return;
        }

        var tags = fixture.Server.Content.Tags(PushFixture.Repository) ?? [];
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.PushAsync(request));

        Assert.AreEqual(code, failure.Code.Id, failure.ToString());
        Assert.Contains(text!, failure.Message);
        Assert.IsFalse(string.IsNullOrEmpty(failure.NextStep));
        Assert.AreSequenceEqual(tags, fixture.Server.Content.Tags(PushFixture.Repository) ?? []);
    }
}
