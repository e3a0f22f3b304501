using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class ReservedTagTests
{
    private const string Hex = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";

    [TestMethod]
    [DataRow("__ocx.desc")]
    [DataRow("__OCX.patch")]
    [DataRow("__ocxanything")]
    [DataRow("sha256." + Hex)]
    [DataRow("sha256-" + Hex)]
    [DataRow("sha256-" + Hex + ".sig")]
    [DataRow("sha512-" + Hex + Hex + ".att")]
    [DataRow("sha512-" + Hex)] // a referrers tag holds no more than 64 characters of the hash
    [DataRow("sha384-" + Hex)]
    [DataRow("sha384-" + Hex + ".sig")]
    public void What_goes_with_packages_is_reserved(string tag) => Assert.IsTrue(ReservedTag.Is(tag));

    [TestMethod]
    [DataRow("latest")]
    [DataRow("3.28.1_20260216")]
    [DataRow("_ocx")]
    [DataRow("sha256-" + Hex + "0")]
    [DataRow("sha512." + Hex)]
    [DataRow("sha512-" + Hex + "0")]
    [DataRow("sha256." + Hex + ".sig")]
    [DataRow("sha256-" + Hex + ".sbom")]
    [DataRow("md5." + Hex)]
    public void Other_tags_are_not(string tag) => Assert.IsFalse(ReservedTag.Is(tag));
}
