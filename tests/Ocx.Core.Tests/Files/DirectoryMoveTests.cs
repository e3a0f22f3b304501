using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class DirectoryMoveTests
{
    [TestMethod]
    public void A_finished_directory_moves_whole()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("staged/bin/tool", "x");

        Assert.IsTrue(DirectoryMove.TryPublish(directory["staged"], directory["final"]));

        Assert.AreEqual("x", File.ReadAllText(directory["final", "bin", "tool"]));
        Assert.IsFalse(Directory.Exists(directory["staged"]));
    }

    [TestMethod]
    [DataRow("final/old")]
    [DataRow("final")]
    public void What_is_there_already_stays(string existing)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("staged/new", "x");
        directory.Write(existing, "old");

        Assert.IsFalse(DirectoryMove.TryPublish(directory["staged"], directory["final"]));

        Assert.AreEqual("old", File.ReadAllText(directory[existing]));
        Assert.IsTrue(File.Exists(directory["staged", "new"]));
    }

    [TestMethod]
    public void One_of_many_wins()
    {
        using var directory = new TemporaryDirectory();
        for (var i = 0; i < 8; i++)
        {
            directory.Write($"staged{i}/file", $"{i}");
        }

        var won = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8)
            .Where(i => DirectoryMove.TryPublish(directory[$"staged{i}"], directory["final"])).ToList();

        Assert.HasCount(1, won);
        Assert.AreEqual($"{won[0]}", File.ReadAllText(directory["final", "file"]));
    }

    [TestMethod]
    public void A_missing_parent_is_an_error()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("staged/file", "x");

        var error = Assert.ThrowsExactly<OcxException>(() => DirectoryMove.TryPublish(directory["staged"], directory["no", "final"]));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
    }
}
