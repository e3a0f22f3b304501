using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

[TestClass]
public sealed class ProjectEditorTests
{
    private static readonly Identifier Tool = new("r.io", "acme/x");

    [TestMethod]
    [DataRow("", "default", "[tools]\nx = \"r.io/acme/x:latest\"\n", DisplayName = "empty file")]
    [DataRow("#:schema s\n# mine\n\n[tools]\n", "default", "#:schema s\n# mine\n\n[tools]\nx = \"r.io/acme/x:latest\"\n", DisplayName = "file of init")]
    [DataRow(
        "[tools]\r\n# why\r\n\"y\" = 'r.io/y'   # pinned by hand\r\n\r\n[env]\r\nA = \"1\"",
        "default",
        "[tools]\n# why\n\"y\" = 'r.io/y'   # pinned by hand\nx = \"r.io/acme/x:latest\"\n\n[env]\nA = \"1\"",
        DisplayName = "all else stays")]
    [DataRow("[tools]\n", "ci", "[tools]\n\n[group.ci.tools]\nx = \"r.io/acme/x:latest\"\n", DisplayName = "new group")]
    [DataRow("[group.ci]\ny = \"r.io/y\"\n", "ci", "[group.ci]\ny = \"r.io/y\"\nx = \"r.io/acme/x:latest\"\n", DisplayName = "flat group")]
    [DataRow("[group.ci]\n", "ci", "[group.ci]\n\n[group.ci.tools]\nx = \"r.io/acme/x:latest\"\n", DisplayName = "empty group")]
    [DataRow(
        "[group.ci.env]\nA = \"1\"\n", "ci", "[group.ci.env]\nA = \"1\"\n\n[group.ci.tools]\nx = \"r.io/acme/x:latest\"\n", DisplayName = "group with env only")]
    [DataRow(
        "[group.ci]\ny = \"r.io/y\"\n[group.ci.tools]\nz = \"r.io/z\"\n",
        "ci",
        "[group.ci]\ny = \"r.io/y\"\n[group.ci.tools]\nz = \"r.io/z\"\nx = \"r.io/acme/x:latest\"\n",
        DisplayName = "mixed group")]
    [DataRow("group.ci.tools.y = \"r.io/y\"\n", "ci", "group.ci.tools.y = \"r.io/y\"\ngroup.ci.tools.x = \"r.io/acme/x:latest\"\n", DisplayName = "dotted")]
    [DataRow("group = { ci = { y = \"r.io/y\" } }\n", "ci", "group = { ci = { y = \"r.io/y\", x = \"r.io/acme/x:latest\" } }\n", DisplayName = "inline")]
    [DataRow(
        "group = { ci = { y = \"r.io/y\" } }\n",
        "new",
        "group = { ci = { y = \"r.io/y\" }, new.tools.x = \"r.io/acme/x:latest\" }\n",
        DisplayName = "new group, inline")]
    public void Adds(string before, string group, string after)
    {
        var project = ProjectEditor.Add(Project.Parse(before), group, "x", Tool);
        Assert.AreEqual(after, project.Text());
        Assert.AreEqual("r.io/acme/x:latest", project.FindGroup(group)!.Tools.Single(tool => tool.Name == "x").Identifier.ToString());
    }

    [TestMethod]
    public void KeepsATagOrDigestAsItIs()
    {
        var digest = Digest.Sha256([]);
        var project = ProjectEditor.Add(Project.Parse(""), "default", "a.b", Tool with { Tag = "1" });
        project = ProjectEditor.Add(project, "default", "c", Tool with { Digest = digest });
        Assert.AreEqual($"[tools]\n\"a.b\" = \"r.io/acme/x:1\"\nc = \"r.io/acme/x@{digest}\"\n", project.Text());
    }

    [TestMethod]
    [DataRow("[tools]\nx = \"r.io/x\" # gone\ny = \"r.io/y\"\n", "default", "[tools]\ny = \"r.io/y\"\n", DisplayName = "one of two")]
    [DataRow("[tools]\n# keep\nx = \"r.io/x\"\n", "default", "[tools]\n# keep\n", DisplayName = "the default table stays")]
    [DataRow("[tools]\n\n[group.ci.tools]\nx = \"r.io/x\"\n", "ci", "[tools]\n", DisplayName = "the group goes")]
    [DataRow("[group.ci]\n[group.ci.tools]\nx = \"r.io/x\"\n[tools]\n", "ci", "[tools]\n", DisplayName = "the group goes with its header")]
    [DataRow("[group.ci]\nx = \"r.io/x\"\n\n[tools]\n", "ci", "[tools]\n", DisplayName = "the flat group goes")]
    [DataRow("[group.ci]\nlazy-mode = \"never\"\n[group.ci.tools]\nx = \"r.io/x\"\n", "ci", "[group.ci]\nlazy-mode = \"never\"\n", DisplayName = "settings stay")]
    [DataRow("[group.ci.env]\nA = \"1\"\n\n[group.ci.tools]\nx = \"r.io/x\"\n", "ci", "[group.ci.env]\nA = \"1\"\n", DisplayName = "variables stay")]
    [DataRow("[group.ci]\ny = \"r.io/y\"\n[group.ci.tools]\nx = \"r.io/x\"\n", "ci", "[group.ci]\ny = \"r.io/y\"\n", DisplayName = "mixed, nested goes")]
    [DataRow("[group.ci]\nx = \"r.io/x\"\n[group.ci.tools]\ny = \"r.io/y\"\n", "ci", "[group.ci]\n[group.ci.tools]\ny = \"r.io/y\"\n", DisplayName = "mixed, flat goes")]
    [DataRow("group = { ci = { tools = { x = \"r.io/x\" } } }\n", "ci", "group = {}\n", DisplayName = "inline")]
    [DataRow("group.ci.tools.x = \"r.io/x\"\n", "ci", "", DisplayName = "dotted")]
    public void Removes(string before, string group, string after) =>
        Assert.AreEqual(after, ProjectEditor.Remove(Project.Parse(before), group, "x").Text());

    [TestMethod]
    public void RefusesAnExistingBindingAndSaysWhereItIs()
    {
        var project = Project.Parse("[tools]\nx = \"r.io/x:1\"\n");
        var error = Project.Fails(ProjectErrors.BindingExists, () => ProjectEditor.Add(project, "default", "x", Tool), "ocx.toml(2,5)");
        Assert.AreEqual("The group 'default' has a tool 'x' already: r.io/x:1.", error.Message);
        ProjectEditor.Add(project, "ci", "x", Tool);
    }

    [TestMethod]
    [DataRow("default", "a b")]
    [DataRow("default", "")]
    [DataRow("default", "é")]
    [DataRow("default", "x\n")]
    [DataRow("a.b", "x")]
    [DataRow("", "x")]
    [DataRow("all", "x")]
    public void RefusesNames(string group, string name) =>
        Project.Fails(ProjectErrors.NameInvalid, () => ProjectEditor.Add(Project.Parse(""), group, name, Tool));

    [TestMethod]
    [DataRow("default", "y")]
    [DataRow("ci", "x")]
    public void RefusesToRemoveWhatIsNotThere(string group, string name)
    {
        var project = Project.Parse("[tools]\nx = \"r.io/x:1\"\n");
        var error = Project.Fails(ProjectErrors.BindingUnknown, () => ProjectEditor.Remove(project, group, name), "ocx.toml");
        Assert.AreEqual(ExitCode.NotFound, error.Exit);
    }

    [TestMethod]
    public void RefusesToGrowBeyondTheLimit()
    {
        var project = Project.Parse("#" + new string('x', 65_520));
        Project.Fails(ProjectErrors.FileTooLarge, () => ProjectEditor.Add(project, "default", "x", Tool), "ocx.toml");
    }
}
