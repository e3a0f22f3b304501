using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Configuration;

[TestClass]
public sealed class OcxConfigurationTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public OcxConfigurationTests() => _variables["HOME"] = _files["user"];

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public void The_nearest_file_wins_key_by_key_and_variables_above_all()
    {
        _files.Write("user/.config/ocx/config.toml", "[registry]\ndefault = \"user.example\"\n[registries.\"a\"]\nurl = \"https://user.example\"\n[registries.\"b\"]\nurl = \"https://b.example\"\n");
        _files.Write("home/config.toml", "[registry]\ndefault = \"home.example\"\n");
        _files.Write("extra.toml", "[registries.\"a\"]\nurl = \"https://extra.example\"\n[future]\nkey = 1\n");

        var configuration = Load("extra.toml");
        Assert.AreEqual("home.example", configuration.DefaultRegistry);
        Assert.AreEqual("https://extra.example/", configuration.UrlOf("a")!.ToString());
        Assert.AreEqual("https://b.example/", configuration.UrlOf("b")!.ToString());

        _variables[OcxVariables.DefaultRegistry] = "variable.example";
        Assert.AreEqual("variable.example", Load("extra.toml").DefaultRegistry);

        _variables[OcxVariables.NoConfig] = "yes";
        Assert.IsNull(Load("extra.toml").UrlOf("b"));
    }

    [TestMethod]
    [DataRow("./registry", "file:///", "w/registry")]
    [DataRow("../registry", "file:///", "registry")]
    [DataRow("file:registry", "file:///", "w/registry")]
    [DataRow("registry.example", "https://", "registry.example/")]
    [DataRow("http://localhost:5000", "http://", "localhost:5000/")]
    public void An_address_may_be_a_path_from_the_files_own_directory(string url, string scheme, string end)
    {
        var file = _files.Write("w/config.toml", $"[registries.\"r\"]\nurl = \"{url}\"\n");

        var address = Load(file).UrlOf("r")!;

        Assert.StartsWith(scheme, address.AbsoluteUri);
        Assert.EndsWith(end, address.AbsoluteUri);
    }

    [TestMethod]
    [DataRow("a%20b")]
    [DataRow("ä b#c?d")]
    public void A_directory_may_have_any_name(string name)
    {
        var file = _files.Write($"{name}/config.toml", "[registries.\"r\"]\nurl = \"./registry\"\n");

        Assert.AreEqual(_files[$"{name}/registry"], Load(file).UrlOf("r")!.LocalPath);
    }

    [TestMethod]
    public void A_default_that_is_a_name_stands_for_its_host()
    {
        var file = _files.Write("config.toml", "[registry]\ndefault = \"company\"\n[registries.company]\nurl = \"registry.company.example\"\n");

        Assert.AreEqual("registry.company.example", Load(file).DefaultRegistry);
    }

    [TestMethod]
    public void A_file_that_was_named_must_exist_and_be_right()
    {
        Assert.AreEqual("OCX1019", Assert.ThrowsExactly<OcxException>(() => Load("nope.toml")).Code.Id);

        var file = _files.Write("config.toml", "[registry]\ndefault = 1\n");
        var failure = Assert.ThrowsExactly<OcxException>(() => Load(file));
        Assert.AreEqual(("OCX1018", 2, 11), (failure.Code.Id, failure.Location!.Value.Line, failure.Location.Value.Column));
    }

    private OcxConfiguration Load(string explicitFile)
    {
        var variables = new VariableReader(_variables);
        return new(new(_files["home"], variables, _files.Path, explicitFile), variables);
    }
}
