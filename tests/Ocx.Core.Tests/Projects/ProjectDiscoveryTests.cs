using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

[TestClass]
public sealed class ProjectDiscoveryTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [TestMethod]
    public void FindsTheNearestFileAbove()
    {
        Write("ocx.toml");
        var nearest = Write("a/ocx.toml");
        var start = MakeDirectory("a/b/c");
        Assert.AreEqual(nearest, ProjectDiscovery.Find(start));
        Assert.AreEqual(nearest, ProjectDiscovery.Find(start + Path.DirectorySeparatorChar, _temporary.Path));
        Assert.AreEqual(nearest, ProjectDiscovery.Find(Path.GetDirectoryName(nearest)!));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void LooksInsideTheRepositoryOnly(bool isWorktree)
    {
        Write("ocx.toml");
        var start = MakeDirectory("repository/src");
        _ = isWorktree ? Write("repository/.git") : MakeDirectory("repository/.git");
        Assert.IsNull(ProjectDiscovery.Find(start));

        var found = Write("repository/ocx.toml");
        Assert.AreEqual(found, ProjectDiscovery.Find(start));
    }

    [TestMethod]
    public void StopsAtTheCeiling()
    {
        Write("ocx.toml");
        var start = MakeDirectory("a/b");
        Assert.IsNull(ProjectDiscovery.Find(start, Path.Combine(_temporary.Path, "a") + Path.DirectorySeparatorChar));
        Assert.IsNotNull(ProjectDiscovery.Find(start, _temporary.Path));
    }

    [TestMethod]
    public void PassesOverDirectoriesAndLinks()
    {
        var found = Write("ocx.toml");
        MakeDirectory("a/b/ocx.toml");
        var link = Path.Combine(MakeDirectory("a"), "ocx.toml");
        File.CreateSymbolicLink(link, found);
        var skipped = new List<string>();
        Assert.AreEqual(found, ProjectDiscovery.Find(Path.Combine(_temporary.Path, "a", "b"), null, skipped.Add));
        Assert.AreSequenceEqual([link], skipped);
    }

    [TestMethod]
    public void EndsAtTheTop() => Assert.IsNull(ProjectDiscovery.Find(MakeDirectory("a"), Path.GetPathRoot(_temporary.Path)));

    private string MakeDirectory(string path) => Directory.CreateDirectory(Path.Combine(_temporary.Path, path)).FullName;

    private string Write(string path)
    {
        var file = Path.Combine(_temporary.Path, path);
        MakeDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(file, "");
        return file;
    }
}
