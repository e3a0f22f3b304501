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
    [DataRow("\"tools.company\"", "https://registry.company.example", "tools.company", "registry.company.example")]
    [DataRow("company", "registry.company.example:5000", "company", "registry.company.example:5000")]
    [DataRow("\"tools.company\"", "https://registry.company.example/team", "tools.company", "tools.company")]
    [DataRow("\"tools.company\"", "./registry", "tools.company", "tools.company")]
    [DataRow("company", "registry.company.example", "other.example", "other.example")]
    public void A_default_stands_for_the_host_of_its_entry_if_that_has_one(string key, string url, string name, string expected)
    {
        var file = _files.Write("config.toml", $"[registry]\ndefault = \"{name}\"\n[registries.{key}]\nurl = \"{url}\"\n");

        Assert.AreEqual(expected, Load(file).DefaultRegistry);
    }

    [TestMethod]
    [DataRow("https://registry.company.example/team", "OCX1023")]
    [DataRow("./registry", "OCX1023")]
    [DataRow("http://registry.company.example", "OCX5003")]
    public void A_default_that_identifiers_cannot_spell_is_refused(string url, string code)
    {
        var file = _files.Write("config.toml", $"[registries.company]\nurl = \"{url}\"\n[registry]\ndefault = \"company\"\n");

        var failure = Assert.ThrowsExactly<OcxException>(() => Load(file));
        Assert.AreEqual((code, ExitCode.Configuration), (failure.Code.Id, failure.Exit));
        Assert.IsNotNull(failure.Location);
    }

    [TestMethod]
    [DataRow("https://ghcr.io")]
    [DataRow("https://me:canary@ghcr.io")]
    [DataRow("ghcr.io/acme")]
    [DataRow("compnay")]
    [DataRow("ghcr.io:")]
    [DataRow("ghcr.io:port")]
    [DataRow("two words.example")]
    public void A_default_that_is_neither_host_nor_name_is_refused_with_its_place(string value)
    {
        const string entry = "[registries.company]\nurl = \"registry.company.example\"\n";
        var file = _files.Write("config.toml", $"{entry}[registry]\ndefault = \"{value}\"\n");
        var written = Assert.ThrowsExactly<OcxException>(() => Load(file));
        Assert.AreEqual(("OCX1023", ExitCode.Configuration, new SourceLocation(file, 4, 1)), (written.Code.Id, written.Exit, written.Location));

        _files.Write("config.toml", entry);
        _variables[OcxVariables.DefaultRegistry] = value;
        var set = Assert.ThrowsExactly<OcxException>(() => Load(file));
        Assert.AreEqual(("OCX1023", ExitCode.Configuration), (set.Code.Id, set.Exit));
        Assert.StartsWith("OCX_DEFAULT_REGISTRY: ", set.Message);

        Assert.DoesNotContain("canary", written + set.ToString());
        Assert.AreEqual(value == "compnay", set.Message.Contains("Did you mean 'company'?", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("ghcr.io")]
    [DataRow("localhost")]
    [DataRow("localhost:5000")]
    [DataRow("[::1]:5000")]
    public void A_default_may_be_any_host_that_identifiers_can_begin_with(string host)
    {
        _variables[OcxVariables.DefaultRegistry] = host;

        Assert.AreEqual(host, Load(null).DefaultRegistry);
    }

    [TestMethod]
    public void Empty_variables_count_as_unset()
    {
        _files.Write("home/config.toml", "[registry]\ndefault = \"home.example\"\n");
        foreach (var variable in new[] { OcxVariables.Config, OcxVariables.NoConfig, OcxVariables.DefaultRegistry, OcxVariables.Mirrors, OcxVariables.InsecureRegistries })
        {
            _variables[variable] = "";
        }

        Assert.AreEqual("home.example", Load(null).DefaultRegistry);
    }

    [TestMethod]
    public void The_option_layers_on_top_of_the_variable_and_both_stay_without_the_others()
    {
        _files.Write("home/config.toml", "[registries.home]\nurl = \"home.example\"\n");
        _files.Write("variable.toml", "[registry]\ndefault = \"variable.example\"\n[registries.variable]\nurl = \"variable.example\"\n");
        _files.Write("option.toml", "[registry]\ndefault = \"option.example\"\n");
        _variables[OcxVariables.Config] = "variable.toml";
        _variables[OcxVariables.NoConfig] = "1";

        var configuration = Load("option.toml");
        Assert.AreEqual("option.example", configuration.DefaultRegistry);
        Assert.AreEqual("variable", string.Join(' ', configuration.Registries.Keys));
        Assert.AreEqual(
            "machine SwitchedOff, user SwitchedOff, store SwitchedOff, OCX_CONFIG Read, --config Read",
            string.Join(", ", configuration.Sources.Select(source => $"{source.Tier} {source.State}")));
    }

    [TestMethod]
    public void Every_setting_knows_where_it_was_found()
    {
        var user = _files.Write("user/.config/ocx/config.toml", "[registries.a]\nurl = \"a.example\"\n");
        var home = _files.Write("home/config.toml", "[registry]\n  default = \"home.example\"\n");

        var configuration = Load(null);
        Assert.AreEqual($"{home}(2,3)", configuration.Default.Origin.ToString());
        Assert.AreEqual($"{user}(2,1)", configuration.Registries["a"].Origin.ToString());
        _variables[OcxVariables.DefaultRegistry] = "v.example";
        Assert.AreEqual("OCX_DEFAULT_REGISTRY", Load(null).Default.Origin.ToString());
        _variables.Remove(OcxVariables.DefaultRegistry);
        _variables[OcxVariables.NoConfig] = "1";
        Assert.AreEqual("default", Load(null).Default.Origin.ToString());
    }

    private OcxConfiguration Load(string? explicitFile)
    {
        var variables = new VariableReader(_variables);
        return new(new(_files["home"], variables, _files.Path, explicitFile), variables);
    }
}
