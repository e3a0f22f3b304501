using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class ImageManifestTests
{
    private const string Golden =
        """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.sh.ocx.package.v1+json","digest":"sha256:186be378707a65d521086e7ae2e1e8aa328d8d583cb655d981bc0335fa0708f4","size":29},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:abababababababababababababababababababababababababababababababab","size":1024}],"artifactType":"application/vnd.sh.ocx.package.v1"}""";

    [TestMethod]
    public void A_package_manifest_is_byte_exact()
    {
        var config = MetadataWriter.ToConfig(Metadata.Empty);
        var layer = new Descriptor(MediaTypes.LayerTarGzip, Digest.Parse("sha256:" + string.Concat(Enumerable.Repeat("ab", 32))), 1024);

        var manifest = ImageManifest.OfPackage(new(MediaTypes.PackageConfig, Digest.Sha256(config), config.Length), [layer]).ToBytes();

        Assert.AreEqual("""{"type":"bundle","version":1}""", Encoding.UTF8.GetString(config));
        Assert.AreEqual(Golden, Encoding.UTF8.GetString(manifest));
        Assert.AreEqual("sha256:514d43fd877fcf6790844f6d5d82f29ee9d3868e26a35a525f155c0b64f8ba15", Digest.Sha256(manifest).ToString());
    }

    [TestMethod]
    public void What_is_read_is_written_again_byte_for_byte()
    {
        var manifest = ImageManifest.Parse(Encoding.UTF8.GetBytes(Golden), "test");

        Assert.AreEqual(Golden, Encoding.UTF8.GetString(manifest.ToBytes()));
    }

    [TestMethod]
    [DataRow("", DisplayName = "empty")]
    [DataRow("null", DisplayName = "null")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1},"layers":[null]}""", DisplayName = "null layer")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1,"annotations":{"k":null}},"layers":[]}""", DisplayName = "null annotation")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"\ud800","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1},"layers":[]}""", DisplayName = "no Unicode")]
    [DataRow("{}", DisplayName = "no members")]
    [DataRow("""{"schemaVersion":1,"config":{"mediaType":"a","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1},"layers":[]}""", DisplayName = "wrong schema version")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:../../x","size":1},"layers":[]}""", DisplayName = "path as digest")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"md5:d41d8cd98f00b204e9800998ecf8427e","size":1},"layers":[]}""", DisplayName = "weak digest")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":-1},"layers":[]}""", DisplayName = "negative size")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1},"layers":[],"manifests":[]}""", DisplayName = "manifest and index at once")]
    [DataRow("""{"schemaVersion":2,"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1},"layers":[]}""", DisplayName = "duplicate member")]
    [DataRow("\ufeff" + Golden, DisplayName = "byte order mark")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"a","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1},"layers":[],"subject":{"mediaType":"","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":1}}""", DisplayName = "odd subject")]
    public void What_is_not_a_manifest_is_refused(string json)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => ImageManifest.Parse(Encoding.UTF8.GetBytes(json), "registry/repo:tag"));

        Assert.AreEqual("OCX2008", failure.Code.Id);
        Assert.Contains("registry/repo:tag", failure.Message);
    }

    [TestMethod]
    public void A_document_that_is_very_deep_is_refused()
    {
        var json = $$"""{"schemaVersion":2,"x":{{new string('[', 1_000_000)}}""";

        var failure = Assert.ThrowsExactly<OcxException>(() => ImageManifest.Parse(Encoding.UTF8.GetBytes(json), "registry/repo:tag"));

        Assert.AreEqual("OCX2008", failure.Code.Id);
        Assert.IsLessThan(500, failure.Message.Length);
    }
}
