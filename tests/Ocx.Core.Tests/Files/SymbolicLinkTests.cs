using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class SymbolicLinkTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_link_is_replaced_whatever_it_led_to(bool toDirectory)
    {
        Directory.CreateDirectory(_files["directory"]);
        SymbolicLink.Replace(_files["link"], _files["nowhere"], toDirectory: !toDirectory);
        SymbolicLink.Replace(_files["link"], _files["directory"], toDirectory: true);
        SymbolicLink.Replace(_files["link"], _files["file"], toDirectory);

        Assert.AreEqual(_files["file"], SymbolicLink.Target(_files["link"]));
        Assert.AreEqual("directory link", string.Join(' ', Directory.GetFileSystemEntries(_files.Path).Select(Path.GetFileName).Order()));
    }

    [TestMethod]
    public void A_directory_is_not_replaced()
    {
        _files.Write("directory/file", "x");

        var failure = Assert.ThrowsExactly<OcxException>(() => SymbolicLink.Replace(_files["directory"], _files["x"], toDirectory: true));

        Assert.AreEqual("OCX3001", failure.Code.Id);
        Assert.HasCount(1, Directory.GetFileSystemEntries(_files.Path));
        Assert.IsTrue(File.Exists(_files["directory", "file"]));
    }

    [TestMethod]
    public void Only_the_link_is_deleted()
    {
        _files.Write("directory/file", "x");
        SymbolicLink.Replace(_files["link"], _files["directory"], toDirectory: true);

        Assert.IsTrue(SymbolicLink.Delete(_files["link"]));

        Assert.IsFalse(Path.Exists(_files["link"]));
        Assert.IsTrue(File.Exists(_files["directory", "file"]));
    }

    [TestMethod]
    public void What_is_no_link_is_not_deleted()
    {
        _files.Write("directory/file", "x");
        Directory.CreateDirectory(_files["empty"]);

        Assert.IsFalse(SymbolicLink.Delete(_files["directory"]));
        Assert.IsFalse(SymbolicLink.Delete(_files["empty"]));
        Assert.IsFalse(SymbolicLink.Delete(_files["directory", "file"]));
        Assert.IsFalse(SymbolicLink.Delete(_files["no"]));
        Assert.IsTrue(File.Exists(_files["directory", "file"]) && Directory.Exists(_files["empty"]));
    }
}
