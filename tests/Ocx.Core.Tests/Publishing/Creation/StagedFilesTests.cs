using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Core.Tests.Publishing.Creation;

[TestClass]
public sealed class StagedFilesTests : IDisposable
{
    private static readonly string[] Names = ["a", "b", "c"];

    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow("a")]
    [DataRow("b")]
    [DataRow("c")]
    public void If_one_file_cannot_be_moved_all_are_as_before(string obstacle)
    {
        _files.Write("stale", "stale");
        foreach (var name in Names.Where(name => name != obstacle))
        {
            _files.Write(name, "old");
        }

        Directory.CreateDirectory(_files[obstacle]);

        var failure = Assert.ThrowsExactly<OcxException>(() => Publish(overwrite: true));

        Assert.AreEqual("OCX3001", failure.Code.Id);
        Assert.Contains(_files[obstacle], failure.Message);
        Assert.AreSequenceEqual([.. Names, "stale"], All());
        foreach (var name in Names.Where(name => name != obstacle))
        {
            Assert.AreEqual("old", File.ReadAllText(_files[name]), name);
        }
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow("b")]
    [DataRow("c")]
    public void What_came_meanwhile_stays_alone(string obstacle)
    {
        _files.Write(obstacle, "precious");

        var failure = Assert.ThrowsExactly<OcxException>(() => Publish(overwrite: false));

        Assert.AreEqual("OCX3012", failure.Code.Id);
        Assert.AreSequenceEqual([obstacle], All());
        Assert.AreEqual("precious", File.ReadAllText(_files[obstacle]));
    }

    [TestMethod]
    public void Without_publication_nothing_happens()
    {
        _files.Write("a", "old");
        using (var staged = new StagedFiles())
        {
            staged.Write(_files["a"], "new"u8);
            staged.Remove(_files["a"]);
        }

        Assert.AreSequenceEqual(["a"], All());
        Assert.AreEqual("old", File.ReadAllText(_files["a"]));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void All_are_moved_and_nothing_else_is_left(bool overwrite)
    {
        _files.Write("stale", "stale");
        if (overwrite)
        {
            _files.Write("b", "old");
        }

        Publish(overwrite);

        Assert.AreSequenceEqual(Names, All());
        Assert.AreEqual("new", File.ReadAllText(_files["b"]));
    }

    [TestMethod]
    public void What_cannot_be_moved_back_is_told()
    {
        _files.Write("a", "old");
        var moves = new FileMoves();
        moves.Move(_files["a"], _files["aside"], isFormer: true);
        _files.Write("new", "new");
        moves.Move(_files["new"], _files["b"]);
        Directory.CreateDirectory(_files["a"]);

        var left = moves.Undo();

        Assert.AreEqual($"What was there before is now {_files["aside"]}.", left);
        Assert.AreEqual("new", File.ReadAllText(_files["new"]));
        Assert.AreEqual("old", File.ReadAllText(_files["aside"]));
    }

    private string[] All() => [.. Directory.GetFileSystemEntries(_files.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void Publish(bool overwrite)
    {
        using var staged = new StagedFiles();
        staged.Remove(_files["stale"]);
        foreach (var name in Names)
        {
            staged.Write(_files[name], "new"u8);
        }

        staged.Publish(overwrite);
    }
}
