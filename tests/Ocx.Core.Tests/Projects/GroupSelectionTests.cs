using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

[TestClass]
public sealed class GroupSelectionTests
{
    private static readonly ProjectFile Declared = Project.Parse("""
        [tools]
        b = "r.io/b:1"
        a = "r.io/a:1"
        [group.z]
        same = "r.io/same:1"
        other = "r.io/other:1"
        [group.c]
        same = "r.io/same:latest"
        other = "r.io/other:2"
        """);

    private static readonly LockFile Locked = LockFile.Succeed(
        null,
        DeclarationHash.Compute(Declared),
        "ocx 1",
        Declared.Groups.SelectMany(group => group.Tools).Select(tool => new LockedTool(
            tool.Group, tool.Name, tool.Identifier, [LockedPlatform.Create(Platform.Any, DigestOf(tool), LockFile.DefaultVersion)])),
        DateTimeOffset.UnixEpoch);

    [TestMethod]
    [DataRow("", "", "default/a default/b")]
    [DataRow("z", "", "z/other z/same")]
    [DataRow("z default", "", "z/other z/same default/a default/b")]
    [DataRow("default z default", "", "default/a default/b z/other z/same")]
    [DataRow("z", "same", "z/same")]
    [DataRow("all", "same a", "default/a c/same")]
    [DataRow("z all", "same a", "z/same default/a")]
    public void OrdersGroupsThenNames(string groups, string names, string expected) => Assert.AreEqual(
        expected,
        string.Join(' ', Select(groups, names).Select(tool => $"{tool.Declaration.Group}/{tool.Declaration.Name}")));

    [TestMethod]
    public void RefusesTwoMeaningsOfOneName()
    {
        var error = Project.Fails(ProjectErrors.BindingAmbiguous, () => Select("z c", ""), "ocx.toml(9,9)");
        Assert.AreEqual("The tool 'other' is r.io/other:1 in the group 'z' and r.io/other:2 in the group 'c'.", error.Message);
    }

    [TestMethod]
    public void RefusesAnUnknownGroupAndListsThoseThereAre()
    {
        var error = Project.Fails(ProjectErrors.GroupUnknown, () => Select("d", ""), "ocx.toml");
        Assert.AreEqual("The project has no group 'd'. Its groups are default, c, z.", error.FullMessage);
    }

    [TestMethod]
    public void RefusesANameOutsideTheSelection() => Project.Fails(ProjectErrors.BindingUnknown, () => Select("", "same"), "ocx.toml");

    [TestMethod]
    public void RefusesALockWithoutTheTool()
    {
        var incomplete = LockFile.Succeed(null, Locked.DeclarationHash, "ocx 1", Locked.Tools.Where(tool => tool.Name != "a"), DateTimeOffset.UnixEpoch);
        Project.Fails(ProjectErrors.LockStale, () => GroupSelection.Select(Declared, incomplete, [], []), "ocx.toml(3,5)");
        Assert.HasCount(1, GroupSelection.Select(Declared, incomplete, [], ["b"]));
    }

    private static IReadOnlyList<SelectedTool> Select(string groups, string names) =>
        GroupSelection.Select(Declared, Locked, Words(groups), Words(names));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Both tags of "same" lead to the same bytes.</summary>
    private static Digest DigestOf(ToolDeclaration tool) =>
        Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(tool.Name == "same" ? tool.Name : tool.Identifier.ToString()));
}
