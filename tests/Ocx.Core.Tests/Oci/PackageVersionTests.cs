using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class PackageVersionTests
{
    [TestMethod]
    [DataRow("3", null, 3u, null, null, null, null)]
    [DataRow("3.28", null, 3u, 28u, null, null, null)]
    [DataRow("3.28.1", null, 3u, 28u, 1u, null, null)]
    [DataRow("3.28.1-rc1", null, 3u, 28u, 1u, "rc1", null)]
    [DataRow("3.28.1_20260216120000", null, 3u, 28u, 1u, null, "20260216120000")]
    [DataRow("3.28.1-rc1_b2", null, 3u, 28u, 1u, "rc1", "b2")]
    [DataRow("debug-3", "debug", 3u, null, null, null, null)]
    [DataRow("pgo.lto-3.12.5_b", "pgo.lto", 3u, 12u, 5u, null, "b")]
    [DataRow("0.0.0", null, 0u, 0u, 0u, null, null)]
    public void A_version_has_parts_and_is_written_as_it_is_read(
        string tag, string? variant, uint major, uint? minor, uint? patch, string? prerelease, string? build)
    {
        Assert.IsTrue(PackageVersion.TryParse(tag, out var version));
        Assert.AreEqual(new PackageVersion(variant, major, minor, patch, prerelease, build), version);
        Assert.AreEqual(tag, version.ToString());
    }

    [TestMethod]
    [DataRow("latest")]
    [DataRow("latest-3.1")]
    [DataRow("debug")]
    [DataRow("Debug-3")]
    [DataRow("01")]
    [DataRow("3.01")]
    [DataRow("3.28-rc1")]
    [DataRow("3_b")]
    [DataRow("3.28.1-rc.1")]
    [DataRow("3.28.1.2")]
    [DataRow("v3")]
    [DataRow("3.28.1\n")]
    [DataRow("4294967296")]
    [DataRow("٣")]
    [DataRow("")]
    public void Other_tags_are_no_versions(string tag) => Assert.IsFalse(PackageVersion.TryParse(tag, out _));

    [TestMethod]
    public void A_build_metadata_sign_of_the_user_is_read_too() =>
        Assert.AreEqual("3.28.1_b", PackageVersion.TryParse("3.28.1+b", out var version) ? version.ToString() : null);

    [TestMethod]
    public void Rolling_tags_come_after_what_they_cover()
    {
        string[] ordered =
        [
            "3.27.5", "3.28.1-alpha_b1", "3.28.1-alpha", "3.28.1-rc1", "3.28.1_a", "3.28.1_b", "3.28.1", "3.28.2", "3.28", "3.100", "3", "10.0.0", "10",
            "debug-1.0.0", "debug-1", "slim-0.1",
        ];
        var shuffled = ordered.Order(StringComparer.Ordinal).Reverse().Select(tag => PackageVersion.TryParse(tag, out var version) ? version : null);

        Assert.AreSequenceEqual(ordered, shuffled.Order().Select(version => version!.ToString()));
    }
}
