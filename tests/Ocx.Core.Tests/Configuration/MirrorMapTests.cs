using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Configuration;

[TestClass]
public sealed class MirrorMapTests : IDisposable
{
    private readonly ConfigurationFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    [DataRow("[mirrors.\"ghcr.io\"]\nurl = \"{0}\"\n")]
    [DataRow("[mirrors]\n\"ghcr.io\" = \"{0}\"\n")]
    [DataRow("[mirrors]\n\"ghcr.io\" = {{ registry = \"{0}\", index = \"https://i.example\" }}\n")]
    public void All_spellings_mean_the_same(string form)
    {
        var url = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, "https://m.example/ghcr");

        Assert.AreEqual("https://m.example/ghcr", _fixture.LoadText(url).MirrorOf("ghcr.io")!.AbsoluteUri);
    }

    [TestMethod]
    [DataRow("nexus.corp/docker-proxy", "https://nexus.corp/docker-proxy")]
    [DataRow("https://Nexus.CORP:8082/Proxy/", "https://nexus.corp:8082/Proxy")]
    [DataRow("https://nexus.corp/", "https://nexus.corp/")]
    [DataRow("file:///share/ghcr", "file:///share/ghcr")]
    public void Addresses_have_one_form(string url, string expected) =>
        Assert.AreEqual(expected, _fixture.LoadText($"[mirrors]\n\"ghcr.io\" = \"{url}\"\n").MirrorOf("ghcr.io")!.AbsoluteUri);

    [TestMethod]
    public void A_path_is_taken_from_the_files_own_directory() =>
        Assert.AreEqual(_fixture.Files["share"], _fixture.LoadText("[mirrors]\n\"ghcr.io\" = \"../share\"\n").MirrorOf("ghcr.io")!.LocalPath);

    [TestMethod]
    public void Hosts_are_matched_exactly()
    {
        var configuration = _fixture.LoadText("[mirrors]\n\"ghcr.io\" = \"m.example\"\n");

        Assert.IsNull(configuration.MirrorOf("ghcr.io:443"));
        Assert.IsNull(configuration.MirrorOf("sub.ghcr.io"));
        Assert.IsNull(configuration.MirrorOf("GHCR.IO"));
        Assert.IsNull(configuration.UrlOf("ghcr.io"), "the registry itself stays where it is, for writing");
    }

    [TestMethod]
    public void The_nearest_file_wins_host_by_host_and_the_variable_above_all()
    {
        _fixture.Files.Write("user/.config/ocx/config.toml", "[mirrors]\n\"a.io\" = \"user-a\"\n\"b.io\" = \"user-b\"\n\"c.io\" = \"\"\n");
        _fixture.Variables["OCX_MIRRORS"] = """{"c.io": "variable-c", "d.io": {"registry": "https://variable-d/p/"}, "a.io": {"index": "https://i"}}""";
        var configuration = _fixture.LoadText("[mirrors.\"a.io\"]\nurl = \"store-a\"\n");

        Assert.AreEqual(
            "a.io=https://store-a/ b.io=https://user-b/ c.io=https://variable-c/ d.io=https://variable-d/p",
            string.Join(' ', configuration.Mirrors.OrderBy(mirror => mirror.Key, StringComparer.Ordinal).Select(mirror => $"{mirror.Key}={mirror.Value.Value}")));
        Assert.AreEqual($"{_fixture.StoreFile}(2,1)", configuration.Mirrors["a.io"].Origin.ToString());
        Assert.AreEqual("OCX_MIRRORS", configuration.Mirrors["d.io"].Origin.ToString());
    }

    [TestMethod]
    public void An_entry_without_url_replaces_a_lower_one_and_is_an_error()
    {
        _fixture.Files.Write("user/.config/ocx/config.toml", "[mirrors]\n\"a.io\" = \"user-a\"\n");

        Assert.AreEqual("OCX1018", _fixture.Fail("[mirrors.\"a.io\"]\n").Code.Id);
    }

    [TestMethod]
    [DataRow("{", "OCX_MIRRORS cannot be read: it is not valid JSON, at line 1, byte 2.")]
    [DataRow("{\n\"a.io\": \"https://me:canary@m\" \"x\"}", "OCX_MIRRORS cannot be read: it is not valid JSON, at line 2, byte 31.")]
    [DataRow("[]", "OCX_MIRRORS cannot be read: it is an array, not an object.")]
    [DataRow("{\"a.io\": 1}", "OCX_MIRRORS cannot be read: the url of 'a.io' is a number, not a string.")]
    [DataRow("{\"a.io\": null}", "OCX_MIRRORS cannot be read: the url of 'a.io' is null, not a string.")]
    [DataRow("{\"a.io\": {\"registry\": []}}", "OCX_MIRRORS cannot be read: the url of 'a.io' is an array, not a string.")]
    [DataRow("{\"a.io\": {\"url\": \"x\"}}", "OCX_MIRRORS cannot be read: 'url' is not a key of 'a.io', which may hold registry, index.")]
    [DataRow("{\"https://me:canary@a.io\": \"x\"}", "OCX_MIRRORS cannot be read: it has a key that is not a host as identifiers spell it.")]
    [DataRow("{\"a.io\": \"\\ud800\"}", "OCX_MIRRORS cannot be read: a text in it is not Unicode.")]
    [DataRow("{\"\\ud800\": \"x\"}", "OCX_MIRRORS cannot be read: a text in it is not Unicode.")]
    [DataRow("{\"a.io\": {}}", "OCX_MIRRORS: The mirror of a.io has no url.")]
    [DataRow("{\"a.io\": \"\"}", "OCX_MIRRORS: The mirror of a.io has no url.")]
    [DataRow("{\"a.io\": \"./relative\"}", "OCX_MIRRORS: The mirror of a.io has a url that is no address: https://host[/prefix], http://host[/prefix], file:///directory or a path, without user, query and fragment.")]
    public void A_variable_that_is_wrong_says_what(string json, string message)
    {
        _fixture.Variables["OCX_MIRRORS"] = json;
        var failure = Assert.ThrowsExactly<OcxException>(() => _fixture.Load());

        Assert.AreEqual(("OCX1023", ExitCode.Configuration), (failure.Code.Id, failure.Exit));
        Assert.AreEqual(message, failure.Message);
    }

    [TestMethod]
    public void Half_a_surrogate_pair_in_the_variable_is_told_and_no_defect()
    {
        // Not in a DataRow, which could not hold it.
        _fixture.Variables["OCX_MIRRORS"] = "{\"a.io\": \"x" + '\ud800' + "\"}";

        Assert.AreEqual("OCX1023", Assert.ThrowsExactly<OcxException>(() => _fixture.Load()).Code.Id);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "There, it is a share.")]
    public void A_directory_of_another_machine_is_no_address()
    {
        _fixture.Variables["OCX_MIRRORS"] = """{"a.io": "file://server/share"}""";

        Assert.AreEqual("OCX1023", Assert.ThrowsExactly<OcxException>(() => _fixture.Load()).Code.Id);
    }

    [TestMethod]
    public void A_host_that_stands_twice_in_the_variable_is_refused()
    {
        _fixture.Variables["OCX_MIRRORS"] = """{"a.io": "x", "a.io": "y"}""";

        Assert.AreEqual("OCX1023", Assert.ThrowsExactly<OcxException>(() => _fixture.Load()).Code.Id);
    }

    [TestMethod]
    [DataRow("m.example:5000", true)]
    [DataRow("other.example, m.example:5000 ,", true)]
    [DataRow("m.example", false)]
    [DataRow("ghcr.io", false)]
    public void Plain_http_needs_the_mirrors_own_host_in_the_list(string list, bool allowed)
    {
        _fixture.Variables[OcxVariables.InsecureRegistries] = list;
        const string content = "[mirrors]\n\"ghcr.io\" = \"http://m.example:5000/p\"\n";
        if (allowed)
        {
            Assert.AreEqual("http://m.example:5000/p", _fixture.LoadText(content).MirrorOf("ghcr.io")!.ToString());
            return;
        }

        var failure = _fixture.Fail(content);
        Assert.AreEqual(("OCX5003", ExitCode.Configuration, 2), (failure.Code.Id, failure.Exit, failure.Location!.Value.Line));
        Assert.Contains("m.example:5000", failure.Message);
        Assert.AreEqual("Use https, or add m.example:5000 to OCX_INSECURE_REGISTRIES.", failure.NextStep);
    }
}
