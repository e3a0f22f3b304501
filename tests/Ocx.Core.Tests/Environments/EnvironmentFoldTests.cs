using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Packages;

namespace Ocx.Core.Tests.Environments;

[TestClass]
public sealed class EnvironmentFoldTests
{
    [TestMethod]
    [DataRow("", "/a", "/a")]
    [DataRow("/x:/y", "/a", "/a:/x:/y")]
    [DataRow("/x:/a:/y:/a", "/a", "/a:/x:/y")]
    [DataRow("::/x::", "/a", "/a:/x")]
    public void A_path_moves_to_the_front(string current, string value, string expected) =>
        Assert.AreEqual(expected.Replace(':', Path.PathSeparator), Fold(current.Replace(':', Path.PathSeparator), new("K", value, VariableType.Path)));

    [TestMethod]
    [DataRow("", "-a", " ", "-a")]
    [DataRow("-x -y", "-a", " ", "-x -y -a")]
    [DataRow("-a -x", "-a", " ", "-x -a")]
    [DataRow("-a -a", "-a", " ", "-a")]
    [DataRow("-aa", "-a", " ", "-aa -a")]
    [DataRow("x;;a;;y", "a", ";;", "x;;y;;a")]
    [DataRow("x  y", "a", " ", "x  y a")]
    public void A_list_element_moves_to_the_back(string current, string value, string separator, string expected) =>
        Assert.AreEqual(expected, Fold(current, new("K", value, VariableType.List, separator)));

    [TestMethod]
    public void Entries_apply_in_order()
    {
        var variables = EnvironmentFold.Apply(
            [new("K", "1", VariableType.Constant), new("K", "2", VariableType.Constant), new("P", "/a", VariableType.Path), new("P", "/b", VariableType.Path)],
            new Dictionary<string, string> { ["OTHER"] = "kept" });

        Assert.AreEqual("2", variables["K"]);
        Assert.AreEqual($"/b{Path.PathSeparator}/a", variables["P"]);
        Assert.AreEqual("kept", variables["OTHER"]);
    }

    [TestMethod]
    public void One_list_has_one_separator()
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => EnvironmentFold.Apply(
            [new("K", "a", VariableType.List, ","), new("K", "b", VariableType.List, ";")], new Dictionary<string, string>()));

        Assert.AreEqual("OCX4007", failure.Code.Id);
    }

    [TestMethod]
    public void A_list_without_separator_takes_the_others() =>
        Assert.AreEqual("a,b", EnvironmentFold.Apply(
            [new("K", "a", VariableType.List), new("K", "b", VariableType.List, ",")], new Dictionary<string, string>())["K"]);

    private static string Fold(string current, EnvironmentEntry entry) =>
        EnvironmentFold.Apply([entry], new Dictionary<string, string> { ["K"] = current })["K"];
}
