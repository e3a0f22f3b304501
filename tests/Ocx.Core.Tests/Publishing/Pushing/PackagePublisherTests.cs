using System.Text;
using Ocx.Core.Publishing.Pushing;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Pushing;

[TestClass]
public sealed class PackagePublisherTests
{
    [TestMethod]
    public async Task Content_is_there_before_a_tag_names_it()
    {
        await using var fixture = await PushFixture.StartAsync();

        var pushed = await fixture.PushAsync("1.2.3", "linux/amd64", fixture.Archive("a.tar.gz", "a"), fixture.Archive("b.tar.gz", "b"));

        var puts = fixture.Server.Requests.All.Where(request => request.Method == "PUT").Select(request => request.Path.Split('?')[0]).ToList();
        var tag = puts.FindIndex(path => path.EndsWith("manifests/1.2.3", StringComparison.Ordinal));
        Assert.AreEqual(4, tag, "two layers, the config, the manifest by its digest");
        Assert.EndsWith($"manifests/{pushed.ManifestDigest}", puts[3]);
        Assert.EndsWith($"manifests/sha256.{pushed.ManifestDigest.Hex}", puts[5]);
        Assert.AreEqual((0, 2, 0), (pushed.Layers.Mounted, pushed.Layers.Uploaded, pushed.Layers.Verified));
        Assert.AreEqual(
            $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{{pushed.ManifestDigest}}}","size":{{{fixture.Manifest(pushed.ManifestDigest).ToBytes().Length}}},"platform":{"architecture":"amd64","os":"linux"}}],"artifactType":"application/vnd.sh.ocx.package.v1"}""",
            Encoding.UTF8.GetString(fixture.Server.Content.ManifestContent(PushFixture.Repository, "1.2.3")!.Value.Span));
    }

    [TestMethod]
    public async Task The_same_again_uploads_nothing_and_asks_once_for_each_blob()
    {
        await using var fixture = await PushFixture.StartAsync();
        var request = fixture.Request("1.2.3", "linux/amd64", fixture.Archive("a.tar.gz", "a"), fixture.Archive("b.tar.gz", "b"));
        var first = await fixture.PushAsync(request);
        var before = fixture.Server.Requests.All.Count;

        var second = await fixture.PushAsync(request);

        var requests = fixture.Server.Requests.All.Skip(before).ToList();
        Assert.AreEqual(first.ManifestDigest, second.ManifestDigest);
        Assert.AreEqual(new LayerCounts(0, 0, 2), second.Layers);
        Assert.IsEmpty(requests.Where(request => request.Kind == RequestKind.Upload));
        Assert.AreEqual(3, requests.Count(request => request.Kind is RequestKind.Blob or RequestKind.Config), "two layers and the config");
        Assert.AreSequenceEqual(first.CanonicalTags, second.CanonicalTags);
        Assert.AreEqual(
            $"HEAD manifests/sha256.{first.ManifestDigest.Hex}, GET manifests/1.2.3",
            string.Join(", ", requests.Where(request => request.Kind == RequestKind.Manifest).Select(request => $"{request.Method} {request.Path[request.Path.IndexOf("manifests", StringComparison.Ordinal)..]}")));
    }

    [TestMethod]
    public async Task A_base_layer_by_its_digest_uploads_only_the_new_one()
    {
        await using var fixture = await PushFixture.StartAsync();
        var first = await fixture.PushAsync("1.2.3", "linux/amd64", fixture.Archive("base.tar.gz", "lib/base"), fixture.Archive("tool.tar.gz", "bin/tool"));
        var baseLayer = fixture.Manifest(first.ManifestDigest).Layers[0];
        var before = fixture.Server.Requests.All.Count;

        var second = await fixture.PushAsync("1.2.4", "linux/amd64", $"{baseLayer.Digest}.tar.gz", fixture.Archive("new.tar.gz", "bin/new"));

        Assert.AreEqual(new LayerCounts(0, 1, 1), second.Layers);
        Assert.AreEqual(baseLayer, fixture.Manifest(second.ManifestDigest).Layers[0]);
        Assert.ContainsSingle(
            fixture.Server.Requests.All.Skip(before).Where(request => request.Kind == RequestKind.Upload && request.Method == "PUT"), "the config is the same");
    }

    [TestMethod]
    public async Task A_layer_of_another_repository_is_mounted()
    {
        await using var fixture = await PushFixture.StartAsync();
        var archive = fixture.Archive("base.tar.gz", "lib/base");
        var first = await fixture.PushAsync("1.2.3", "linux/amd64", archive);
        var layer = fixture.Manifest(first.ManifestDigest).Layers[0];
        var other = fixture.Request("1", "linux/amd64", $"{layer.Digest}.tar.gz:from={PushFixture.Repository}") with { Identifier = fixture.Package("1", "org/other") };
        var third = other with { Identifier = fixture.Package("1", "org/third"), Layers = [LayerSpec.Parse($"{archive}:from={PushFixture.Repository}")] };

        Assert.AreEqual(new LayerCounts(1, 0, 0), (await fixture.PushAsync(other)).Layers);
        Assert.AreEqual(new LayerCounts(1, 0, 0), (await fixture.PushAsync(third)).Layers);
    }

    [TestMethod]
    public async Task Where_a_layer_goes_stands_in_its_annotations()
    {
        await using var fixture = await PushFixture.StartAsync();

        var pushed = await fixture.PushAsync(
            "1", "any", fixture.Archive("a.tar.gz", "a") + ":prefix=opt/a", fixture.Archive("b.tar.gz", "top/b") + ":strip=1", fixture.Archive("c.tar.gz", "c"));

        var layers = fixture.Manifest(pushed.ManifestDigest).Layers;
        Assert.AreEqual("opt/a", layers[0].Annotations!.Single(pair => pair.Key == "sh.ocx.layer.prefix").Value);
        Assert.AreEqual("1", layers[1].Annotations!.Single(pair => pair.Key == "sh.ocx.layer.strip-components").Value);
        Assert.IsNull(layers[2].Annotations);
    }

    [TestMethod]
    public async Task The_cascade_moves_one_platform_and_tells_where_it_stops()
    {
        await using var fixture = await PushFixture.StartAsync();
        var archive = fixture.Archive("a.tar.gz", "a");
        var annotations = new Dictionary<string, string> { ["org.example.channel"] = "stable" };
        var newest = await fixture.PushAsync(fixture.Request("2.0.0", "linux/amd64", archive) with { Cascade = true, IsNew = true });

        var older = await fixture.PushAsync(fixture.Request("1.9.0", "linux/amd64", fixture.Archive("b.tar.gz", "b")) with { Cascade = true, Annotations = annotations });
        var other = await fixture.PushAsync(fixture.Request("1.9.0", "windows/amd64", fixture.Archive("c.tar.gz", "c")) with { Cascade = true });

        Assert.AreSequenceEqual(new[] { "2.0", "2", "latest" }, newest.CascadeTags);
        Assert.AreSequenceEqual(new[] { "1.9", "1" }, older.CascadeTags);
        Assert.AreEqual("latest stays: 2 is newer and has linux/amd64.", older.CascadeStop);
        Assert.AreSequenceEqual(new[] { "1.9", "1", "latest" }, other.CascadeTags);
        Assert.AreSequenceEqual(new[] { newest.ManifestDigest, other.ManifestDigest }, fixture.Index("latest")!.Manifests.Select(entry => entry.Digest));
        Assert.AreEqual("stable", fixture.Index("1")!.Annotations!["org.example.channel"]);
        Assert.IsNull(fixture.Index("latest")!.Annotations);
    }

    [TestMethod]
    public async Task What_others_publish_during_the_upload_counts_for_the_cascade()
    {
        await using var fixture = await PushFixture.StartAsync();

        await fixture.PushAsync(fixture.Request("1.0.0", "any", fixture.Archive("a.tar.gz", "a")) with { Cascade = true });

        var kinds = fixture.Server.Requests.All.Select(request => request.Kind).ToList();
        Assert.IsGreaterThan(kinds.LastIndexOf(RequestKind.Upload), kinds.IndexOf(RequestKind.Tags));
    }

    [TestMethod]
    [DataRow(BuildTimestamp.DateTime, "1.2.3", "1.2.3_19700101000000")]
    [DataRow(BuildTimestamp.Date, "debug-1.2.3-rc1", "debug-1.2.3-rc1_19700101")]
    [DataRow(BuildTimestamp.None, "whatever", "whatever")]
    public async Task The_time_can_be_the_build(BuildTimestamp timestamp, string tag, string expected)
    {
        await using var fixture = await PushFixture.StartAsync();

        var pushed = await fixture.PushAsync(fixture.Request(tag, "any") with { BuildTimestamp = timestamp });

        Assert.AreEqual(expected, pushed.Identifier.Tag);
        Assert.IsNotNull(fixture.Index(expected));
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(412)]
    public async Task A_registry_that_wants_no_tag_of_the_digest_has_the_package_all_the_same(int status)
    {
        await using var fixture = await PushFixture.StartAsync();
        fixture.Server.Faults.Add(Fault.Error(status, "TAG_INVALID", "immutable"), RequestKind.Manifest, path: "manifests/sha256.");

        var pushed = await fixture.PushAsync("1", "any");

        Assert.IsEmpty(pushed.CanonicalTags);
        Assert.IsNotNull(fixture.Index("1"));
        Assert.Contains("not under the tag of its digest", fixture.Observer.Warnings.Single());
        Assert.IsEmpty((await fixture.PushAsync(fixture.Request("2", "any") with { CanonicalTag = false })).CanonicalTags);
    }

    [TestMethod]
    public async Task What_is_not_said_stands_in_the_receipt()
    {
        await using var fixture = await PushFixture.StartAsync();
        var request = fixture.Request("1", "any", fixture.Archive("a.tar.gz", "a"), fixture.Archive("b.tar.gz", "b")) with { Identifier = null, Platform = null };
        fixture.Files.Write("b-receipt.json", $$"""{"version":1,"platform":"linux/arm64","identifier":"{{fixture.Package("3.1.4")}}"}""");

        var pushed = await fixture.PushAsync(request);
        fixture.Files.Write("a-receipt.json", """{"version":1,"platform":"linux/amd64"}""");
        var failure = await Assert.ThrowsExactlyAsync<Ocx.Core.Diagnostics.OcxException>(() => fixture.PushAsync(request));

        Assert.AreEqual(fixture.Package("3.1.4"), pushed.Identifier);
        Assert.AreEqual("arm64", fixture.Index("3.1.4")!.Manifests.Single().Platform!.Architecture);
        Assert.AreEqual("OCX1022", failure.Code.Id);
        Assert.Contains("different platforms: linux/amd64, linux/arm64", failure.Message);
    }

    [TestMethod]
    public async Task Progress_is_told_of_what_is_sent()
    {
        await using var fixture = await PushFixture.StartAsync();
        var archive = fixture.Archive("a.tar.gz", "a");

        await fixture.PushAsync("1", "any", archive);
        await fixture.PushAsync("2", "any", archive);

        var length = new FileInfo(archive).Length;
        Assert.AreEqual($"a.tar.gz {length} {length}", string.Join(", ", fixture.Observer.Uploads.Select(upload => $"{upload.Key} {upload.Value.Size} {upload.Value.Sent}")));
    }
}
