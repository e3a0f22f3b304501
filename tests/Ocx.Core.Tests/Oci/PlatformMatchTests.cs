using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class PlatformMatchTests
{
    private const string Amd64 = "linux/amd64";
    private const string Arm64 = "linux/arm64";
    private const string Glibc = "linux/amd64+libc.glibc";
    private const string Musl = "linux/amd64+libc.musl";
    private const string Both = "linux/amd64+libc.glibc,libc.musl";

    [TestMethod]
    [DataRow("any", "any", true)]
    [DataRow("any", Amd64, false)]
    [DataRow(Amd64, "any", true)]
    [DataRow(Amd64, Amd64, true)]
    [DataRow(Amd64, Arm64, false)]
    [DataRow(Amd64, "windows/amd64", false)]
    [DataRow(Arm64, "linux/arm64/v8", false)]
    [DataRow("linux/arm64/v8", "linux/arm64/v8", true)]
    [DataRow("linux/arm64/v8", Arm64, true)]
    [DataRow("linux/arm64/v8", "linux/arm64/v7", false)]
    [DataRow(Glibc, Amd64, true)]
    [DataRow(Glibc, Glibc, true)]
    [DataRow(Glibc, Musl, false)]
    [DataRow(Amd64, Glibc, false)]
    [DataRow(Both, Glibc, true)]
    [DataRow(Both, Both, true)]
    public void A_host_takes_what_it_has_everything_for(string required, string offered, bool expected) =>
        Assert.AreEqual(expected, PlatformMatch.IsCompatible(Platform.Parse(required), Platform.Parse(offered)));

    [TestMethod]
    [DataRow(Amd64, "any linux/amd64", Amd64)]
    [DataRow(Glibc, "linux/amd64 linux/amd64+libc.glibc", Glibc)]
    [DataRow(Both, "linux/amd64+libc.glibc linux/amd64+libc.musl", "linux/amd64+libc.glibc linux/amd64+libc.musl")]
    [DataRow("linux/arm64/v8", "linux/arm64/v8 linux/arm64", "linux/arm64/v8")]
    [DataRow("linux/arm64/v8+a,b,c", "linux/arm64+a,b,c linux/arm64/v8", "linux/arm64/v8")]
    [DataRow(Amd64, "darwin/arm64", "")]
    [DataRow(Amd64, "linux/amd64 any", Amd64)]
    [DataRow(Glibc, "any linux/amd64+libc.musl", "any")]
    [DataRow(Both, "linux/amd64+libc.glibc,libc.musl linux/amd64+libc.musl", Both)]
    [DataRow("linux/arm64/v8+libc.musl", "linux/arm64/v8 linux/arm64/v8+libc.musl linux/arm64+libc.musl", "linux/arm64/v8+libc.musl")]
    [DataRow("any", "linux/amd64 any", "any")]
    [DataRow("any", "linux/amd64", "")]
    public void The_most_specific_offer_wins(string required, string offers, string expected)
    {
        var best = PlatformMatch.Best(Platform.Parse(required), offers.Split(' ').Select(Platform.Parse), platform => platform);

        Assert.AreEqual(expected, string.Join(' ', best));
    }

    [TestMethod]
    public void A_declared_system_version_must_be_the_hosts()
    {
        var offered = new Platform("windows", "amd64", osVersion: "10.0.20348");

        Assert.IsFalse(PlatformMatch.IsCompatible(Platform.Parse("windows/amd64"), offered));
        Assert.IsTrue(PlatformMatch.IsCompatible(new Platform("windows", "amd64", osVersion: "10.0.20348"), offered));
    }

    [TestMethod]
    [DataRow("10.0.20348.1066", true)]
    [DataRow("10.0.20348", true)]
    [DataRow("10.0.2034", false)]
    [DataRow("10.0.20349.1066", false)]
    [DataRow("10.0", false)]
    public void A_revision_of_the_hosts_build_of_windows_fits(string offered, bool expected) => Assert.AreEqual(
        expected,
        PlatformMatch.IsCompatible(new Platform("windows", "amd64", osVersion: "10.0.20348"), new Platform("windows", "amd64", osVersion: offered)));

    [TestMethod]
    public void A_system_version_that_fits_is_more_specific_than_none()
    {
        var exact = new Platform("windows", "amd64", osVersion: "10.0.20348");
        Platform[] offers = [Platform.Parse("windows/amd64"), exact, new Platform("windows", "amd64", osVersion: "10.0.17763")];

        Assert.AreEqual(exact, PlatformMatch.Best(exact, offers, platform => platform).Single());
    }
}
