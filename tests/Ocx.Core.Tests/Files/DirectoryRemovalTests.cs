using System.Runtime.Versioning;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class DirectoryRemovalTests
{
    [TestMethod]
    public void Read_only_files_and_directories_go_too()
    {
        using var directory = new TemporaryDirectory();
        var file = new FileInfo(directory.Write("x/deep/file", "x")) { IsReadOnly = true };
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.DirectoryName!, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.SetUnixFileMode(directory["x"], UnixFileMode.None);
        }

        DirectoryRemoval.Delete(directory["x"]);

        Assert.IsFalse(Directory.Exists(directory["x"]));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public void Links_are_removed_and_not_followed()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("outside/file", "x");
        directory.Write("x/locked/file", "x");
        Links.CreateSymbolic(directory["x", "locked", "link"], directory["outside"], toDirectory: true);
        File.SetUnixFileMode(directory["x", "locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        DirectoryRemoval.Delete(directory["x"]);

        Assert.IsFalse(Directory.Exists(directory["x"]));
        Assert.IsTrue(File.Exists(directory["outside", "file"]));
    }

    [TestMethod]
    public void A_missing_directory_is_fine()
    {
        using var directory = new TemporaryDirectory();

        DirectoryRemoval.Delete(directory["no"]);
    }
}
