using Ocx.Core.Oci;
using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

[TestClass]
public sealed class MovedTagsTests
{
    private static readonly Platform Host = Platform.Parse("linux/amd64");

    [TestMethod]
    public void TheHostsDigestsAreShown() => Assert.AreEqual(
        "Tags have moved since ocx.lock was made: cmake sha256:222222222222 -> sha256:333333333333.",
        Describe([("cmake", "darwin/arm64", '1'), ("cmake", "linux/amd64", '2')], [("cmake", "darwin/arm64", '4'), ("cmake", "linux/amd64", '3')]));

    [TestMethod]
    public void AnotherPlatformsDigestsAreShownWhereTheHostsAreTheSame() => Assert.AreEqual(
        "Tags have moved since ocx.lock was made: cmake sha256:111111111111 -> sha256:444444444444 (darwin/arm64).",
        Describe([("cmake", "darwin/arm64", '1'), ("cmake", "linux/amd64", '2')], [("cmake", "darwin/arm64", '4'), ("cmake", "linux/amd64", '2')]));

    [TestMethod]
    public void PlatformsThatComeAndGoAreShown() => Assert.AreEqual(
        "Tags have moved since ocx.lock was made: cmake (gone: darwin/arm64, new: windows/amd64).",
        Describe([("cmake", "darwin/arm64", '1'), ("cmake", "linux/amd64", '2')], [("cmake", "linux/amd64", '2'), ("cmake", "windows/amd64", '1')]));

    [TestMethod]
    public void ToolsThatAreTheSameAreLeftOut() => Assert.AreEqual(
        "Tags have moved since ocx.lock was made: a sha256:111111111111 -> sha256:222222222222, c sha256:333333333333 -> sha256:444444444444.",
        Describe([("a", "any", '1'), ("b", "any", '5'), ("c", "any", '3')], [("a", "any", '2'), ("b", "any", '5'), ("c", "any", '4')]));

    private static string Describe((string Tool, string Platform, char Digit)[] locked, (string Tool, string Platform, char Digit)[] now) => MovedTags.Describe(
        new LockFile(LockFile.DefaultVersion, Digest.Sha256([]), "test", DateTimeOffset.UnixEpoch, Tools(locked)), Tools(now), Host);

    private static IEnumerable<LockedTool> Tools(IEnumerable<(string Tool, string Platform, char Digit)> rows) => rows.GroupBy(row => row.Tool).Select(tool => new LockedTool(
        ProjectGroup.Default,
        tool.Key,
        new Identifier("ghcr.io", tool.Key),
        tool.Select(row => LockedPlatform.Create(Platform.Parse(row.Platform), Digest.Parse("sha256:" + new string(row.Digit, 64)), LockFile.DefaultVersion))));
}
