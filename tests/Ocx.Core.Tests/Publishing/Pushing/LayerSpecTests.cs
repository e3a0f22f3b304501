using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Pushing;

namespace Ocx.Core.Tests.Publishing.Pushing;

[TestClass]
public sealed class LayerSpecTests
{
    private const string Hex = "abababababababababababababababababababababababababababababababab";

    private static readonly Digest Known = Digest.Parse("sha256:" + Hex);

    [TestMethod]
    public void Files_and_digests_are_told_apart()
    {
        Assert.AreEqual(new LayerSpec("a/b.tar.gz", null, MediaTypes.LayerTarGzip), LayerSpec.Parse("a/b.tar.gz"));
        Assert.AreEqual(new LayerSpec("b.txz", null, MediaTypes.LayerTarXz), LayerSpec.Parse("b.txz"));
        Assert.AreEqual(new LayerSpec(null, Known, MediaTypes.LayerTarXz), LayerSpec.Parse($"sha256:{Hex}.tar.xz"));
        Assert.AreEqual(new LayerSpec($"./sha256:{Hex}.tar.gz", null, MediaTypes.LayerTarGzip), LayerSpec.Parse($"./sha256:{Hex}.tar.gz"));
        Assert.AreEqual(new LayerSpec($"/sha256:{Hex}.tgz", null, MediaTypes.LayerTarGzip), LayerSpec.Parse($"/sha256:{Hex}.tgz"));
    }

    [TestMethod]
    public void Options_come_in_any_order()
    {
        Assert.AreEqual(
            new LayerSpec("b.tgz", null, MediaTypes.LayerTarGzip, 2, "opt/x", "org/base"), LayerSpec.Parse("b.tgz:prefix=opt/x,strip=2,from=org/base"));
        Assert.AreEqual(new LayerSpec(null, Known, MediaTypes.LayerTarGzip, From: "base"), LayerSpec.Parse($"sha256:{Hex}.tar.gz:from=base"));
        Assert.AreEqual(new LayerSpec("strip=1:b.tgz", null, MediaTypes.LayerTarGzip, Prefix: "a/b"), LayerSpec.Parse("strip=1:b.tgz:prefix=a\\b"));
    }

    [TestMethod]
    [DataRow($"sha256:{Hex}", "needs the ending")]
    [DataRow($"sha256:{Hex}0.tar.gz", "not a digest")]
    [DataRow($"sha512:{Hex}.tar.gz", "not a digest")]
    [DataRow("sha256:.tar.gz", "not a digest")]
    [DataRow("b.tgz:strip=", "no option")]
    [DataRow("b.tgz:strip=1,", "no option")]
    [DataRow("b.tgz:strip=256", "0 to 255")]
    [DataRow("b.tgz:strip=+1", "0 to 255")]
    [DataRow("b.tgz:strip=1,strip=1", "twice")]
    [DataRow("b.tgz:strip=1,colour=red", "no option 'colour'")]
    [DataRow("b.tgz:prefix=/etc", "relative path")]
    [DataRow("b.tgz:prefix=a/../../b", "relative path")]
    [DataRow("b.tgz:prefix=a//b", "relative path")]
    [DataRow("b.tgz:from=Org/Base", "not a repository")]
    [DataRow("b.tgz:from=/base", "not a repository")]
    public void What_is_no_layer_is_refused(string text, string reason)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => LayerSpec.Parse(text));

        Assert.AreEqual((ProjectErrors.UsageInvalid, ExitCode.Usage), (failure.Code, failure.Exit));
        Assert.Contains(reason, failure.Message);
        Assert.IsNotNull(failure.NextStep);
    }

    [TestMethod]
    [DataRow("tool.zip")]
    [DataRow("tool.tar")]
    [DataRow($"sha256:{Hex}.zip")]
    public void Other_archives_are_refused(string text) =>
        Assert.AreSame(StoreErrors.CodecUnsupported, Assert.ThrowsExactly<OcxException>(() => LayerSpec.Parse(text)).Code);

    [TestMethod]
    [DataRow("tool:1.2.3", false)]
    [DataRow("host/tool:1.2.3", false)]
    [DataRow("tool.tar.gz", true)]
    [DataRow("whatever:strip=1", true)]
    [DataRow($"sha256:{Hex}.tar.gz", true)]
    public void A_layer_can_look_like_nothing_else(string text, bool isLayer) => Assert.AreEqual(isLayer, LayerSpec.LooksLikeLayer(text));
}
