using Ocx.Core.Store;

namespace Ocx.Core.Tests.Store;

[TestClass]
public sealed class InstallRecordTests
{
    [TestMethod]
    [DataRow("""{"timestamp":"2026-01-01T00:00:00Z","ok":true}""", true)]
    [DataRow("""{"ok":true,"more":{"ok":false}}""", true)]
    [DataRow("""{"timestamp":"2026-01-01T00:00:00Z","ok":false}""", false)]
    [DataRow("""{"timestamp":"2026-01-01T00:00:00Z"}""", false)]
    [DataRow("""{"inner":{"ok":true}}""", false)]
    [DataRow("""{"ok":"true"}""", false)]
    [DataRow("""{"ok":true""", false)]
    [DataRow("""[{"ok":true}]""", false)]
    [DataRow("true", false)]
    [DataRow("", false)]
    public void Only_a_success_counts(string json, bool expected)
    {
        using var files = new TemporaryDirectory();

        Assert.AreEqual(expected, InstallRecord.SaysOk(files.Write("install.json", json)));
    }

    [TestMethod]
    public void An_absent_one_a_directory_and_an_endless_one_do_not()
    {
        using var files = new TemporaryDirectory();
        Directory.CreateDirectory(files["directory"]);

        Assert.IsFalse(InstallRecord.SaysOk(files["no"]));
        Assert.IsFalse(InstallRecord.SaysOk(files["directory"]));
        Assert.IsFalse(InstallRecord.SaysOk(files.Write("long", """{"ok":true}""" + new string(' ', 5000) + "x")));
    }
}
