using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

[TestClass]
public sealed class DeclarationHashTests
{
    private const string Toolchain = """
        [tools]
        ninja = "ocx.sh/ninja:1.11"
        cmake = "ocx.sh/cmake:3.28"

        [group.release]
        sbom = "ocx.sh/sbom:0.1"
        goreleaser = "ocx.sh/goreleaser:2.0"

        [group.ci]
        shfmt = "ocx.sh/shfmt:3.7"
        shellcheck = "ocx.sh/shellcheck:0.10"
        """;

    private const string Pinned = """
        [tools]
        cmake = "ocx.sh/cmake:3.28@sha256:deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef"
        """;

    [TestMethod]
    [DataRow("", "3110f8345dc4c5212b94d6a8286773b2e86ab817db53cf02ce7eede77c2c36ab")]
    [DataRow("[tools]\ncmake = \"ocx.sh/cmake:3.28\"", "d825a96ebbd3fdad80884e36a68e9cf72571f341d8a8c5fcff3ddee9c685f3bd")]
    [DataRow(Toolchain, "9a8e3121ecbce48b94e1b0c4d5c0f5c9aa4c7e703170c601afc85a50072c57a4")]
    [DataRow(Pinned, "11bc3307cb28c26f9308ee80b360fba44646e16c78240af1f386e515dc2b5688")]
    [DataRow("[tools]\ncmake = \"ocx.sh/cmake:3.28\"\n[group.empty]", "859dcac25e2280869dc1cdf695ff98a4c9539281a3db83b9e598ecf854d0bd06")]
    [DataRow(
        "[tools]\nbuildtool = \"ocx.sh/acme/buildtool:1.2\"\n[group.ci]\nlinter = \"ghcr.io/acme/linter\"",
        "92367002b5a752e2df2233de34450afa14996be25a1b0293dd3abc302abba813")]
    [DataRow(
        "[tools]\nbuildtool = \"ocx.sh/acme/buildtool:1.2\"\n[group.ci.tools]\nlinter = \"ghcr.io/acme/linter\"",
        "92367002b5a752e2df2233de34450afa14996be25a1b0293dd3abc302abba813")]
    public void MatchesTheFrozenVectors(string text, string expected) =>
        Assert.AreEqual($"sha256:{expected}", DeclarationHash.Compute(Project.Parse(text)).ToString());

    [TestMethod]
    public void DependsOnToolsOnly() => Assert.AreEqual(
        DeclarationHash.Compute(Project.Parse("[tools]\na = \"r.io/a:latest\"")),
        DeclarationHash.Compute(Project.Parse("lazy-mode = \"always\"\n[tools]\na = \"r.io/a\" # comment\n[env]\nA = \"x\"\n[package.\"r.io/a\"]")));

    [TestMethod]
    public void EscapesAndSortsAsRfc8785()
    {
        // U+10000 is behind U+FF5E by UTF-8 bytes (names) and before it by UTF-16 units (groups).
        var project = Project.Parse("""
            [tools]
            "\U00010000" = "r.io/a"
            "\uff5e\u0001\u007f\u2028\"\\\t" = "r.io/b"
            [group."\uff5e"]
            [group."\U00010000"]
            """);

        Assert.AreEqual(
            "{\"default\":[[\"\uff5e\\u0001\u007f\u2028\\\"\\\\\\t\",\"r.io/b:latest\"],[\"\U00010000\",\"r.io/a:latest\"]],"
            + "\"group.\U00010000\":[],\"group.\uff5e\":[]}",
            DeclarationHash.Canonicalize(project.Groups));
    }
}
