using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class LinksTests
{
    [TestMethod]
    public void A_hard_link_is_the_same_file()
    {
        using var directory = new TemporaryDirectory();
        var existing = directory.Write("a", "one");

        var result = Links.CreateHard(directory["b"], existing);
        File.AppendAllText(existing, " two");

        Assert.AreEqual(LinkOutcome.Created, result.Outcome);
        Assert.AreEqual("one two", File.ReadAllText(directory["b"]));
    }

    [TestMethod]
    public void A_hard_link_never_overwrites()
    {
        using var directory = new TemporaryDirectory();
        var existing = directory.Write("a", "one");
        directory.Write("b", "two");

        var result = Links.CreateHard(directory["b"], existing);

        Assert.AreEqual(LinkOutcome.AlreadyExists, result.Outcome);
        Assert.IsFalse(result.CopyInstead);
        Assert.AreEqual("two", File.ReadAllText(directory["b"]));
    }

    [TestMethod]
    public void A_missing_source_is_a_failure_with_a_reason()
    {
        using var directory = new TemporaryDirectory();

        var result = Links.CreateHard(directory["b"], directory["a"]);

        Assert.AreEqual(LinkOutcome.Failed, result.Outcome);
        Assert.IsFalse(string.IsNullOrEmpty(result.Reason));
    }

    [TestMethod]
    public void Another_file_system_is_told_apart()
    {
        using var directory = new TemporaryDirectory();
        var elsewhere = $"/dev/shm/ocx-test-{Guid.NewGuid():N}";
        if (!Directory.Exists("/dev/shm"))
        {
            Assert.Inconclusive("This machine has no second file system to link to.");
        }

        try
        {
            var result = Links.CreateHard(elsewhere, directory.Write("a", "one"));

            Assert.AreEqual(LinkOutcome.CrossesDevices, result.Outcome);
            Assert.IsTrue(result.CopyInstead);
        }
        finally
        {
            File.Delete(elsewhere);
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_symbolic_link_keeps_its_text()
    {
        using var directory = new TemporaryDirectory();

        Links.CreateSymbolic(directory["l"], "../no/./such//target", toDirectory: false);

        Assert.AreEqual("../no/./such//target", new FileInfo(directory["l"]).LinkTarget);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_symbolic_link_never_overwrites()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("l", "here");

        var error = Assert.ThrowsExactly<OcxException>(() => Links.CreateSymbolic(directory["l"], "x", toDirectory: false));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
    }
}
