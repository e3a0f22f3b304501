using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

[TestClass]
public sealed class ProjectFileTests
{
    [TestMethod]
    public void ReadsGroupsInBothShapes()
    {
        var project = Project.Parse("""
            [group.flat]
            linter = "ghcr.io/acme/linter:1+2"
            tools = "ghcr.io/acme/tools"
            lazy-mode = "ghcr.io/acme/lazy"

            [tools]
            cmake = "ocx.sh/cmake"

            [group.nested]
            lazy-mode = "always"

            [group.nested.tools]
            ninja = "localhost/ninja@sha256:1111111111111111111111111111111111111111111111111111111111111111"

            [group.empty]
            """);

        Assert.AreSequenceEqual(
            [
                "default/cmake=ocx.sh/cmake:latest",
                "flat/linter=ghcr.io/acme/linter:1_2", "flat/tools=ghcr.io/acme/tools:latest", "flat/lazy-mode=ghcr.io/acme/lazy:latest",
                "nested/ninja=localhost/ninja@sha256:1111111111111111111111111111111111111111111111111111111111111111",
            ],
            project.Groups.SelectMany(group => group.Tools).Select(tool => $"{tool.Group}/{tool.Name}={tool.Identifier}").ToList());
        Assert.AreSequenceEqual(["default", "flat", "nested", "empty"], project.Groups.Select(group => group.Name).ToList());
        Assert.AreEqual(new SourceLocation("ocx.toml", 2, 10), project.FindGroup("flat")!.Tools[0].Location);
        Assert.IsNull(project.FindGroup("flat")!.LazyMode);
        Assert.AreEqual(LazyMode.Always, project.FindGroup("nested")!.LazyMode);
    }

    [TestMethod]
    public void HasTheDefaultGroupWithoutTools()
    {
        var project = Project.Parse("");
        Assert.AreEqual("default", project.Groups.Single().Name);
        Assert.IsEmpty(project.Groups[0].Tools);
    }

    [TestMethod]
    public void ReadsSettings()
    {
        var project = Project.Parse("""
            lazy-mode = "never"
            lazy-report = "progress"

            [env]
            A = "text"
            B = { type = "path", value = "bin" }

            [group.ci.env.C]
            type = "list"
            value = "x"
            separator = ";"

            [package."ghcr.io/acme/tool:1"]
            no-patches = true
            lazy-mode = "always"
            lazy-report = "silent"

            [[trust.policy]]
            scope = "ghcr.io/*"
            [trust.policy.keyless]
            identity = "me"

            [trust.sigstore]
            rekor_url = "https://example.com"
            """);

        Assert.AreEqual((LazyMode.Never, LazyReport.Progress), (project.LazyMode, project.LazyReport));
        Assert.AreSequenceEqual(
            [
                new EnvironmentDeclaration("A", VariableType.Constant, "text", null, new("ocx.toml", 5, 1)),
                new EnvironmentDeclaration("B", VariableType.Path, "bin", null, new("ocx.toml", 6, 1)),
            ],
            project.Environment);
        Assert.AreEqual(
            new EnvironmentDeclaration("C", VariableType.List, "x", ";", new("ocx.toml", 8, 15)),
            project.FindGroup("ci")!.Environment.Single());
        Assert.AreEqual(
            new PackageSettings(
                "ghcr.io/acme/tool:1", new Identifier("ghcr.io", "acme/tool", "1"), true, LazyMode.Always, LazyReport.Silent, new("ocx.toml", 13, 10)),
            project.Packages.Single());
        Assert.HasCount(1, project.TrustPolicies);
    }

    [TestMethod]
    [DataRow("[tools\n", "OCX1002", 1, 7, "Expected ']' after the table's name, found the end of the line.")]
    [DataRow("[tool]\n", "OCX1003", 1, 2, "'tool' is not a key of the project file, which may hold tools, group, env, package, lazy-mode, lazy-report, trust. Did you mean 'tools'?")]
    [DataRow("tools = 1\n", "OCX1003", 1, 9, "'tools' must be a table, not an integer.")]
    [DataRow("[tools]\na = 1\n", "OCX1004", 2, 5, "The tool 'a' must be a string, not an integer.")]
    [DataRow("[tools]\n\na = \"cmake:1\"\n", "OCX1004", 3, 5, "The tool 'a' is not a package identifier: it names no registry (write registry/repository).")]
    [DataRow("[tools]\na = \"r.io/x@sha256:1\"\n", "OCX1004", 2, 5, "The tool 'a' is not a package identifier: the part after '@' is not a digest (sha256: and 64 lower-case hex digits).")]
    [DataRow("[group.default]\n", "OCX1003", 1, 8, "The group 'default' is the table [tools]; write its tools there.")]
    [DataRow("[group.all.tools]\n", "OCX1003", 1, 8, "The group name 'all' is reserved: it stands for every group.")]
    [DataRow("[[group]]\n", "OCX1003", 1, 1, "'group' must be a table, not an array.")]
    [DataRow("[group.ci]\nx = true\n", "OCX1003", 2, 1, "'x' is not a key of a group, which may hold the tables tools and env, lazy-mode, and tools as strings.")]
    [DataRow("[group.ci]\nx = \"r.io/x\"\n[group.ci.tools]\nx = \"r.io/x\"\n", "OCX1003", 4, 1, "The tool 'x' stands twice in the group 'ci', first in line 2.")]
    [DataRow("[group.ci]\nlazy-mode = \"sometimes\"\n", "OCX1003", 2, 13, "'lazy-mode' must be \"never\" or \"always\", not \"sometimes\".")]
    [DataRow("lazy-report = true\n", "OCX1003", 1, 15, "'lazy-report' must be \"silent\" or \"progress\", not a boolean.")]
    [DataRow("[env]\n1A = \"x\"\n", "OCX1003", 2, 1, "'1A' is not a variable's name (letters, digits and '_', not starting with a digit).")]
    [DataRow("[env]\nocx_home = \"x\"\n", "OCX1003", 2, 1, "'ocx_home' cannot be set here: names that start with OCX_ steer ocx itself.")]
    [DataRow("[env]\n__ocx_x = \"x\"\n", "OCX1003", 2, 1, "'__ocx_x' cannot be set here: names that start with OCX_ steer ocx itself.")]
    [DataRow("[env]\nA = 1\n", "OCX1003", 2, 5, "The variable 'A' must be a string or { type = \"…\", value = \"…\" }, not an integer.")]
    [DataRow("[env]\nA = { value = \"x\" }\n", "OCX1003", 2, 5, "The variable 'A' has no key 'type'.")]
    [DataRow("[env]\nA = { type = \"path\" }\n", "OCX1003", 2, 5, "The variable 'A' has no key 'value'.")]
    [DataRow("[env]\nA = { type = \"file\", value = \"x\" }\n", "OCX1003", 2, 14, "'type' must be \"constant\" or \"path\" or \"list\", not \"file\".")]
    [DataRow("[env]\nA = { type = \"path\", value = \"x\", sep = \";\" }\n", "OCX1003", 2, 35, "'sep' is not a key of a variable, which may hold type, value, separator.")]
    [DataRow("[env]\nA = { type = \"path\", value = \"x\", separator = \";\" }\n", "OCX1003", 2, 47, "Only a variable of type \"list\" has a separator.")]
    [DataRow("[env]\nA = { type = \"list\", value = \"x\", separator = \"\" }\n", "OCX1003", 2, 47, "A separator must not be empty.")]
    [DataRow("[env]\nA = { type = \"list\", value = \"x\", separator = \"=\" }\n", "OCX1003", 2, 47, "A separator must not hold '=' or a line end.")]
    [DataRow("[env]\nA = { type = \"list\", value = \"x;\", separator = \";\" }\n", "OCX1003", 2, 48, "The value must not begin or end with its separator.")]
    [DataRow("[package.tool]\n", "OCX1003", 1, 10, "The package 'tool' is not named as registry/repository: it names no registry (write registry/repository).")]
    [DataRow("[package.\"r.io/x\"]\npatches = true\n", "OCX1003", 2, 1, "'patches' is not a key of a package, which may hold no-patches, lazy-mode, lazy-report.")]
    [DataRow("[package.\"r.io/x\"]\nno-patches = \"yes\"\n", "OCX1003", 2, 14, "'no-patches' must be true or false, not \"yes\".")]
    [DataRow("[trust]\npolicies = []\n", "OCX1003", 2, 1, "'policies' is not a key of trust, which may hold policy, sigstore. Did you mean 'policy'?")]
    [DataRow("[trust]\npolicy = [1]\n", "OCX1003", 2, 1, "Trust policies are written as [[trust.policy]].")]
    [DataRow("[[trust.policy]]\nscopes = []\n", "OCX1003", 2, 1, "'scopes' is not a key of a trust policy, which may hold scope, builder, keyless. Did you mean 'scope'?")]
    public void PlacesAndExplainsErrors(string text, string code, int line, int column, string message)
    {
        var error = Project.Fails(ErrorCatalogue.Find(code)!, () => Project.Parse(text), $"ocx.toml({line},{column})");
        Assert.AreEqual(message, error.Message);
    }

    [TestMethod]
    public void BoundsTheSize()
    {
        var largest = Encoding.UTF8.GetBytes("#" + new string('x', 65_535));
        ProjectFile.Parse(largest, "ocx.toml");
        var error = Project.Fails(ProjectErrors.FileTooLarge, () => ProjectFile.Parse([.. largest, (byte)'x'], "ocx.toml"), "ocx.toml");
        Assert.AreEqual("The file has 65,537 bytes; at most 65,536 are allowed.", error.Message);
    }
}
