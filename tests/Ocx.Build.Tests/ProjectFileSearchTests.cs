using Ocx.Build.Tests.Harness;

namespace Ocx.Build.Tests;

/// <summary>Which <c>ocx.toml</c> counts, from evaluation alone.</summary>
[TestClass]
public sealed class ProjectFileSearchTests : BuildTest
{
    [TestMethod]
    [DataRow(".git/HEAD", DisplayName = "the root of a repository")]
    [DataRow(".git", DisplayName = "the root of a worktree or submodule")]
    public void EndsAt(string marker)
    {
        Sandbox.Write($"inner/{marker}", "ref: refs/heads/main\n");
        Sandbox.WriteProject("inner/src/app");
        Assert.AreEqual("", ProjectFileOf("inner/src/app"));

        Sandbox.Write("inner/ocx.toml", "");
        Assert.AreEqual(Sandbox.PathOf("inner/ocx.toml"), ProjectFileOf("inner/src/app"));
    }

    [TestMethod]
    public void TakesTheNearest()
    {
        Sandbox.Write(".git/HEAD", "ref: refs/heads/main\n");
        Sandbox.WriteProject("src/app");
        Assert.AreEqual(Sandbox.PathOf("ocx.toml"), ProjectFileOf("src/app"));

        Sandbox.Write("src/app/ocx.toml", "");
        Assert.AreEqual(Sandbox.PathOf("src/app/ocx.toml"), ProjectFileOf("src/app"));
    }

    private string ProjectFileOf(string directory) => Sandbox.Run("msbuild", directory, "-getProperty:OcxProjectFile").Succeeded().Output.Trim();
}
