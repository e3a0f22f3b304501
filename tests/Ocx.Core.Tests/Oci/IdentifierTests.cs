using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class IdentifierTests
{
    private const string Hex = "186be378707a65d521086e7ae2e1e8aa328d8d583cb655d981bc0335fa0708f4";

    [TestMethod]
    [DataRow("cmake", "ocx.sh/cmake")]
    [DataRow("cmake:3.28", "ocx.sh/cmake:3.28")]
    [DataRow("cmake:3.28.1+20260216", "ocx.sh/cmake:3.28.1_20260216")]
    [DataRow("org/tools/cmake", "ocx.sh/org/tools/cmake")]
    [DataRow("ghcr.io/acme/protoc:31.1", "ghcr.io/acme/protoc:31.1")]
    [DataRow("localhost/x", "localhost/x")]
    [DataRow("localhost:5000/x:1", "localhost:5000/x:1")]
    [DataRow("[::1]:5000/x", "[::1]:5000/x")]
    [DataRow("x@sha256:" + Hex, "ocx.sh/x@sha256:" + Hex)]
    [DataRow("ghcr.io/x:1@sha256:" + Hex, "ghcr.io/x:1@sha256:" + Hex)]
    public void The_canonical_text_names_the_registry(string text, string expected)
    {
        var identifier = Identifier.Parse(text, "ocx.sh");

        Assert.AreEqual(expected, identifier.ToString());
        Assert.AreEqual(identifier, Identifier.Parse(expected, null));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(":1")]
    [DataRow("UPPER")]
    [DataRow("a//b")]
    [DataRow("a/../b")]
    [DataRow("../etc")]
    [DataRow("ghcr.io/")]
    [DataRow("x@sha256:1234")]
    [DataRow("x@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [DataRow("x@md5:d41d8cd98f00b204e9800998ecf8427e")]
    [DataRow("x:not:::valid")]
    [DataRow("x:../../y")]
    [DataRow("x:")]
    [DataRow("..:80/x")]
    [DataRow("a b/c")]
    public void Other_texts_are_refused(string text)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => Identifier.Parse(text, "ocx.sh"));

        Assert.AreEqual("OCX1020", failure.Code.Id);
        Assert.AreEqual(ExitCode.Data, failure.Exit);
    }

    [TestMethod]
    public void A_registry_can_be_demanded() => Assert.IsFalse(Identifier.TryParse("cmake", null, out _, out _));
}
