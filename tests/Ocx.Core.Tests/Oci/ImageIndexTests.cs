using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class ImageIndexTests
{
    [TestMethod]
    public void Another_platform_is_appended_and_the_same_platform_is_replaced_at_the_end()
    {
        var index = ImageIndex.Empty
            .With(Entry("linux/amd64", 'a'))
            .With(Entry("darwin/arm64", 'b'))
            .With(Entry("linux/amd64", 'c'));

        Assert.AreSequenceEqual(["darwin/arm64", "linux/amd64"], index.Manifests.Select(entry => Platform.From(entry.Platform)!.ToString()));
        Assert.AreEqual(new string('c', 64), index.Manifests[1].Digest.Hex);
    }

    [TestMethod]
    public void An_entry_that_differs_in_a_wire_member_stays()
    {
        var odd = Entry("linux/amd64", 'a') with { Platform = new DescriptorPlatform("amd64", "linux", OsVersion: "6.1") };

        var index = (ImageIndex.Empty with { Manifests = [odd] }).With(Entry("linux/amd64", 'b'));

        Assert.HasCount(2, index.Manifests);
    }

    [TestMethod]
    public void Any_takes_the_place_of_an_entry_without_platform_unless_that_is_something_else()
    {
        var bare = Entry("any", 'a') with { Platform = null };
        var attestation = Entry("any", 'b') with { Platform = null, ArtifactType = "application/vnd.in-toto+json" };

        var index = (ImageIndex.Empty with { Manifests = [bare, attestation] }).With(Entry("any", 'c'));

        Assert.AreSequenceEqual(new[] { Entry("any", 'c').Digest, attestation.Digest }, index.Manifests.Select(entry => entry.Digest).ToArray());
    }

    [TestMethod]
    public void A_foreign_artifact_type_and_annotations_survive_a_rewrite()
    {
        var index = ImageIndex.Empty with { ArtifactType = "application/vnd.other", Annotations = new Dictionary<string, string> { ["k"] = "v" } };

        var read = ImageIndex.Parse(index.With(Entry("any", 'a')).ToBytes(), "test");

        Assert.AreEqual("application/vnd.other", read.ArtifactType);
        Assert.AreEqual("v", read.Annotations!["k"]);
    }

    [TestMethod]
    [DataRow("""{"os":"linux","architecture":"amd64","variant":""}""")]
    [DataRow("""{"os":"linux","architecture":"amd64","os.features":[null]}""")]
    [DataRow("""{"os":"linux"}""")]
    [DataRow("""{"os":1,"architecture":[]}""")]
    [DataRow("\"linux/amd64\"")]
    public void A_platform_that_cannot_be_read_is_nobodys_and_stays_as_it_is(string platform)
    {
        var entry = $$"""{"mediaType":"a","digest":"sha256:{{new string('0', 64)}}","size":1,"platform":{{platform}}}""";

        var index = ImageIndex.Parse(Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{{entry}}]}"""), "test");

        Assert.IsNull(Platform.From(index.Manifests[0].Platform));
        var rewritten = index.With(Entry("linux/amd64", 'a'));
        Assert.HasCount(2, rewritten.Manifests);
        Assert.Contains(entry, Encoding.UTF8.GetString(rewritten.ToBytes()));
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("""{"mediaType":"","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1}""")]
    public void Odd_entries_are_refused(string entry)
    {
        var json = $$"""{"schemaVersion":2,"manifests":[{{entry}}]}""";

        Assert.AreEqual("OCX2008", Assert.ThrowsExactly<OcxException>(() => ImageIndex.Parse(Encoding.UTF8.GetBytes(json), "test")).Code.Id);
    }

    private static Descriptor Entry(string platform, char fill) =>
        new(MediaTypes.ImageManifest, Digest.Parse("sha256:" + new string(fill, 64)), 10, Platform.Parse(platform).ToDescriptor());
}
