using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Tests.Installation;

[TestClass]
public sealed class LayerPlacementTests
{
    private const string Strip = "sh.ocx.layer.strip-components";
    private const string Prefix = "sh.ocx.layer.prefix";

    [TestMethod]
    public void The_layers_own_annotation_goes_before_the_packages_default()
    {
        var metadata = Metadata.Empty with { StripComponents = 2 };

        Assert.AreEqual(new LayerSource("/layer", 2, ""), Place(metadata));
        Assert.AreEqual(new LayerSource("/layer", 0, "opt/x"), Place(metadata, (Strip, "0"), (Prefix, "opt\\x"), ("sh.ocx.layer.other", "?")));
    }

    [TestMethod]
    public void A_prefix_has_a_bounded_length() =>
        Assert.ThrowsExactly<OcxException>(() => Place(Metadata.Empty, (Prefix, string.Join('/', Enumerable.Repeat(new string('a', 250), 20)))));

    [TestMethod]
    [DataRow(Strip, "-1")]
    [DataRow(Strip, "256")]
    [DataRow(Strip, "one")]
    [DataRow(Prefix, "")]
    [DataRow(Prefix, "/etc")]
    [DataRow(Prefix, "a/../../b")]
    [DataRow(Prefix, "C:/x")]
    [DataRow(Prefix, "a//b")]
    [DataRow(Prefix, "a\nb")]
    public void A_malformed_annotation_is_refused(string key, string value)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => Place(Metadata.Empty, (key, value)));

        Assert.AreEqual("OCX2008", failure.Code.Id);
        Assert.Contains(key, failure.Message);
    }

    private static LayerSource Place(Metadata metadata, params (string Key, string Value)[] annotations) => LayerPlacement.Of(
        Identifier.Parse("test.local/x:1", null),
        new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256([]), 1, Annotations: annotations.ToDictionary(entry => entry.Key, entry => entry.Value)),
        metadata,
        "/layer");
}
