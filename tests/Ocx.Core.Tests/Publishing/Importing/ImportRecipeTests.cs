using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Importing;

namespace Ocx.Core.Tests.Publishing.Importing;

[TestClass]
public sealed class ImportRecipeTests
{
    private const string Hex = "abababababababababababababababababababababababababababababababab";

    private static readonly string Directory = OperatingSystem.IsWindows() ? @"C:\recipes" : "/recipes";

    [TestMethod]
    public void Layers_take_what_they_do_not_say_from_the_source()
    {
        var recipe = Parse($$"""
            package = "acme/tool"
            version = "1.2.3+b1"
            metadata = "tool.json"
            cascade = false

            [source]
            url = "https://example.com/{version}/tool.zip"
            sha256 = "{{Hex.ToUpperInvariant()}}"
            strip = 1
            executable = ["bin/*"]

            [[layer]]
            archive = "shared.tar.gz"

            [platform."linux/amd64+libc.glibc"]
            root = "linux-{version}"
            metadata = "linux.json"

            [[platform."windows/amd64".layer]]
            prefix = "a\\b"
            [[platform."windows/amd64".layer]]
            url = "https://example.com/other.zip"
            sha256 = "{{Hex}}"
            strip = 0
            """);

        Assert.AreEqual("default.example/acme/tool:1.2.3_b1", recipe.Package.ToString());
        Assert.IsFalse(recipe.Cascade);
        var (linux, windows) = (recipe.Platforms[0], recipe.Platforms[1]);
        Assert.AreEqual(("linux/amd64+libc.glibc", Path.Combine(Directory, "linux.json")), (linux.Platform.ToString(), linux.MetadataFile));
        Assert.AreEqual(Path.Combine(Directory, "tool.json"), windows.MetadataFile);
        Assert.AreEqual((Path.Combine(Directory, "shared.tar.gz"), null, null), (linux.Layers[0].Archive, linux.Layers[0].Url, linux.Layers[0].Sha256), "its own archive has no digest of another");
        Assert.AreEqual(("https://example.com/1.2.3+b1/tool.zip", $"sha256:{Hex}", 1, "linux-1.2.3+b1"), (linux.Layers[1].Url!.AbsoluteUri, linux.Layers[1].Sha256.ToString(), linux.Layers[1].Strip, linux.Layers[1].Root));
        Assert.AreEqual(("bin/*", 10, 15), linux.Layers[1].Executable!.Select(pattern => (pattern.Text, pattern.Location.Line, pattern.Location.Column)).Single());
        Assert.AreEqual(("a/b", "https://example.com/other.zip", 0), (windows.Layers[1].Prefix, windows.Layers[2].Url!.AbsoluteUri, windows.Layers[2].Strip));
    }

    [TestMethod]
    [DataRow("package = ", 1, 11, "")]
    [DataRow("version = \"1\"\npackage = \"a/b:1\"\n", 2, 11, "the tag is the version")]
    [DataRow("version = \"1\"\npackage = \"A\"\n", 2, 11, "may hold only")]
    [DataRow("version = \"a b\"\npackage = \"a\"\n", 1, 11, "not a version")]
    [DataRow("version = \"__ocx.desc\"\npackage = \"a\"\n", 1, 11, "not a version")]
    [DataRow("version = \"1.2.3-beta.1\"\npackage = \"a\"\n", 1, 11, "cascade = false")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\nlayer = []\n", 5, 1, "[[layer]]")]
    [DataRow("version = \"1\"\npackage = \"a\"\n", 1, 1, "no key 'platform'")]
    [DataRow("version = \"1\"\npackage = \"a\"\n[platform]\n", 1, 1, "names no platform")]
    [DataRow("versoin = \"1\"\n", 1, 1, "Did you mean 'version'?")]
    [DataRow("version = \"1\"\npackage = \"a\"\n[platform.\"linux/x86\"]\n", 3, 11, "not a platform")]
    [DataRow("version = \"1\"\npackage = \"a\"\n[platform.any]\narchive = \"x\"\n", 1, 1, "no key 'metadata'")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\nroot = \"x\"\n", 4, 1, "either an archive or a url")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\narchive = \"x\"\nurl = \"https://a/b\"\n", 4, 1, "either an archive or a url")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\nurl = \"https://a/b\"\n", 5, 1, "needs the sha256")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\nurl = \"ftp://a/b\"\nsha256 = \"" + Hex + "\"\n", 5, 7, "https://")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\nurl = \"https://u:p@a/b\"\nsha256 = \"" + Hex + "\"\n", 5, 7, "neither user")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\narchive = \"x\"\nsha256 = \"abc\"\n", 6, 10, "64 hex")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\narchive = \"x\"\nstrip = 256\n", 6, 9, "0 to 255")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\narchive = \"x\"\nroot = \"../y\"\n", 6, 8, "stays inside")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\narchive = \"x\"\nprefix = \"/y\"\n", 6, 10, "stays inside")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.any]\narchive = \"x\"\nfiles = \"y\"\n", 6, 9, "array of strings")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\nlayer = 1\n[platform.any]\narchive = \"x\"\n", 4, 1, "[[layer]]")]
    [DataRow("version = \"1\"\npackage = \"a\"\nmetadata = \"m\"\n[platform.\"linux/amd64+a,b\"]\narchive = \"x\"\n[platform.\"linux/amd64+b,a\"]\narchive = \"y\"\n", 6, 11, "once more")]
    public void What_is_wrong_is_said_with_its_place(string toml, int line, int column, string text)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => Parse(toml));

        Assert.AreEqual(("OCX1025", ExitCode.Data), (failure.Code.Id, failure.Exit), failure.ToString());
        Assert.AreEqual((line, column), (failure.Location!.Value.Line, failure.Location.Value.Column), failure.ToString());
        Assert.Contains(text, failure.Message);
        Assert.IsNotNull(failure.NextStep);
    }

    private static ImportRecipe Parse(string toml) => ImportRecipe.Parse(Encoding.UTF8.GetBytes(toml), Path.Combine(Directory, "tool.toml"), "default.example");
}
