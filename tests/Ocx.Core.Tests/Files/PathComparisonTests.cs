using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class PathComparisonTests
{
    [TestMethod]
    [DataRow("/a/b", "/a/b", true)]
    [DataRow("/a/b", "/a/b/c", true)]
    [DataRow("/a/b/", "/a/b", true)]
    [DataRow("/a/b", "/a/bc", false)]
    [DataRow("/a/b", "/a", false)]
    [DataRow("/a/b", "/a/c/../b/d", true)]
    [DataRow("/", "/a", true)]
    public void A_path_is_within_a_directory_or_not(string directory, string path, bool expected) =>
        Assert.AreEqual(expected, PathComparison.IsWithin(directory, path, StringComparison.Ordinal));

    [TestMethod]
    public void Case_counts_where_the_system_says_so()
    {
        Assert.IsTrue(PathComparison.IsWithin("/Users/Me/.ocx", "/users/me/.OCX/temp", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(PathComparison.IsWithin("/Users/Me/.ocx", "/users/me/.OCX/temp", StringComparison.Ordinal));
        Assert.AreEqual(
            OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal, PathComparison.OfSystem);
    }
}
