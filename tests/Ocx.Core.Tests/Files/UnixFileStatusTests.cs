using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class UnixFileStatusTests
{
    [TestMethod]
    public void Path_and_handle_name_one_file_and_another_file_differs()
    {
        using var directory = new TemporaryDirectory();
        using var handle = File.OpenHandle(directory.Write("a", "x"));
        directory.Write("b", "x");

        var status = UnixFileStatus.Of(handle);

        Assert.IsNotNull(status);
        Assert.IsTrue(status.Value.IsRegularFile);
        Assert.AreEqual(status, UnixFileStatus.Of(directory["a"]));
        Assert.AreNotEqual(status, UnixFileStatus.Of(directory["b"]));
    }

    [TestMethod]
    public void Only_plain_files_are_regular()
    {
        using var directory = new TemporaryDirectory();
        Links.CreateSymbolic(directory["l"], directory.Write("a", "x"), toDirectory: false);

        Assert.IsFalse(UnixFileStatus.Of(directory["l"])!.Value.IsRegularFile);
        Assert.IsFalse(UnixFileStatus.Of(directory.Path)!.Value.IsRegularFile);
        Assert.IsFalse(UnixFileStatus.Of("/dev/null")!.Value.IsRegularFile);
        Assert.IsNull(UnixFileStatus.Of(directory["no"]));
    }
}
