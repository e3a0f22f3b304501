using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class PlatformTests
{
    [TestMethod]
    [DataRow("any", "any")]
    [DataRow("linux/amd64", "linux/amd64")]
    [DataRow("linux/arm64/v8", "linux/arm64/v8")]
    [DataRow("linux/amd64+b,a,b", "linux/amd64+a,b")]
    [DataRow("linux/amd64/x%2Fy+100%25", "linux/amd64/x%2Fy+100%25")]
    [DataRow("wasip1/wasm", "wasip1/wasm")]
    public void The_canonical_text_reads_back(string text, string canonical)
    {
        var platform = Platform.Parse(text);

        Assert.AreEqual(canonical, platform.ToString());
        Assert.AreEqual(platform, Platform.Parse(canonical));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("linux")]
    [DataRow("linux/")]
    [DataRow("linux/amd64/")]
    [DataRow("linux/amd64/v1/6.1")]
    [DataRow("linux/amd64+")]
    [DataRow("linux/amd64+a,,b")]
    [DataRow("linux/amd64+%41")]
    [DataRow("linux/amd64+%2f")]
    [DataRow("plan9/amd64")]
    [DataRow("linux/sparc")]
    [DataRow("linux/wasm")]
    [DataRow("wasip1/amd64")]
    [DataRow("LINUX/AMD64")]
    [DataRow("darwin/arm")]
    [DataRow("windows/arm")]
    public void Other_texts_are_refused(string text) =>
        Assert.AreEqual("OCX1021", Assert.ThrowsExactly<OcxException>(() => Platform.Parse(text)).Code.Id);

    [TestMethod]
    public void An_entry_without_platform_means_any_and_an_attestations_means_none()
    {
        Assert.AreEqual(Platform.Any, Platform.From(null));
        Assert.IsNull(Platform.From(new DescriptorPlatform("unknown", "unknown")));
    }

    [TestMethod]
    public void An_entry_that_asks_for_more_than_hosts_tell_means_none()
    {
        Assert.IsNull(Platform.From(new DescriptorPlatform("amd64", "linux", Features: ["sse4"])));
        Assert.IsNull(Platform.From(new DescriptorPlatform("any", "any", Features: ["sse4"])));
        Assert.IsNull(Platform.From(new DescriptorPlatform("any", "any", OsFeatures: ["win32k"])));
        Assert.AreEqual("linux/amd64", Platform.From(new DescriptorPlatform("amd64", "linux", Features: []))!.ToString());
    }

    [TestMethod]
    public void What_is_accepted_is_said()
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => Platform.Parse("darwin/arm"));
        Assert.Contains("linux/arm, darwin/amd64", failure.Message);
        Assert.AreEqual("linux/arm/v7", Platform.Parse("linux/arm/v7").ToString());
    }
}
