using System.Diagnostics;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Configuration;

[TestClass]
public sealed class ConfigurationErrorTests : IDisposable
{
    private readonly ConfigurationFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    [DataRow("[registry\n", 1, 10, null)]
    [DataRow("[registry]\ndefault = 1\n", 2, 11, "'default' must be a string, not an integer.")]
    [DataRow("[registry]\ndefault = \"\"\n", 2, 11, "'default' must name a registry, not be empty.")]
    [DataRow("registry = 1\n", 1, 12, "'registry' must be a table, not an integer.")]
    [DataRow("[registries.a]\nurll = \"x\"\n", 2, 1, "'urll' is not a key of [registries.a], which may hold url, index, trusted_hosts. Did you mean 'url'?")]
    [DataRow("[registries.\"a.b\"]\nlocation = \"x\"\n", 2, 1, "'location' is not a key of [registries.\"a.b\"], which may hold url, index, trusted_hosts.")]
    [DataRow("[registries.a]\ninsecure = true\n", 2, 1, "'insecure' is no key of [registries.a]: plain HTTP is allowed by listing the host in OCX_INSECURE_REGISTRIES.")]
    [DataRow("[registries.a]\nurl = \"\"\n", 2, 7, "The url of 'a' is not the address of a registry: https://host[/prefix], http://host[/prefix], file:///directory or a path, without user, query and fragment.")]
    [DataRow("[registries]\na = \"x\"\n", 2, 5, "'a' must be a table, not \"x\".")]
    [DataRow("[mirrors.\"ghcr.io\"]\nurll = \"x\"\n", 2, 1, "'urll' is not a key of [mirrors.\"ghcr.io\"], which may hold url, registry, index. Did you mean 'url'?")]
    [DataRow("[mirrors.\"ghcr.io\"]\n", 1, 10, "The mirror of ghcr.io has no url.")]
    [DataRow("[mirrors]\n\"ghcr.io\" = \"\"\n", 2, 1, "The mirror of ghcr.io has no url.")]
    [DataRow("[mirrors]\n\"ghcr.io\" = 1\n", 2, 13, "'ghcr.io' must be a string, not an integer.")]
    [DataRow("[mirrors]\n\"https://ghcr.io\" = \"x\"\n", 2, 1, "This is not a host. A mirror is named by the registry it stands for, as identifiers spell it: \"ghcr.io\".")]
    [DataRow("[mirrors]\n\"ghcr.io\" = { url = \"a\", registry = \"b\" }\n", 2, 26, "'url' and 'registry' mean the same; write one of them.")]
    public void A_file_that_is_wrong_says_where_and_what(string content, int line, int column, string? message)
    {
        var failure = _fixture.Fail(content);

        Assert.AreEqual(("OCX1018", ExitCode.Configuration), (failure.Code.Id, failure.Exit));
        Assert.AreEqual(new SourceLocation(_fixture.StoreFile, line, column), failure.Location);
        Assert.AreEqual(message ?? failure.Message, failure.Message);
        Assert.IsNotNull(failure.NextStep);
    }

    [TestMethod]
    [DataRow("[registries.a]\nurl = \"https://me:canary@host\"\n")]
    [DataRow("[registries.a]\nurl = \"ftp://me:canary@host\"\n")]
    [DataRow("[registries.a]\nurl = \"https://host?token=canary\"\n")]
    [DataRow("[mirrors.\"ghcr.io\"]\nurl = \"http://me:canary@host\"\n")]
    public void A_password_in_an_address_is_refused_and_not_shown(string content)
    {
        var failure = _fixture.Fail(content);

        Assert.AreEqual("OCX1018", failure.Code.Id);
        Assert.DoesNotContain("canary", failure.FullMessage);
    }

    [TestMethod]
    public void A_misspelled_key_that_would_be_harmless_is_told()
    {
        Assert.AreEqual("ocx.sh", _fixture.LoadText("[registry]\ndefualt = \"x.example\"\n[future]\nkey = 1\n").DefaultRegistry);
        Assert.AreSequenceEqual([$"{_fixture.StoreFile}(2,1): 'defualt' is not a key of [registry], which may hold default; it is ignored."], _fixture.Warnings);
    }

    [TestMethod]
    public void Files_of_newer_versions_are_understood()
    {
        var configuration = _fixture.LoadText("[registries.\"ocx.sh\"]\nindex = \"https://index.ocx.sh\"\ntrusted_hosts = [\"10.0.0.0/8\"]\n[mirrors]\n\"ocx.sh\" = { index = \"https://m.example\" }\n");

        Assert.IsNull(configuration.UrlOf("ocx.sh"));
        Assert.IsEmpty(configuration.Mirrors);
    }

    [TestMethod]
    public void A_file_of_64_KiB_is_read_and_a_larger_one_is_probably_the_wrong_one()
    {
        _fixture.LoadText("#" + new string('x', 65_535));
        var failure = _fixture.Fail("#" + new string('x', 99_999));

        Assert.AreEqual(("OCX1015", ExitCode.Configuration, new SourceLocation(_fixture.StoreFile)), (failure.Code.Id, failure.Exit, failure.Location!.Value));
        Assert.AreEqual("The configuration file has 100,000 bytes; at most 65,536 are allowed.", failure.Message);
        Assert.Contains("names the right file", failure.NextStep!);
    }

    [TestMethod]
    public void A_file_that_was_named_must_exist()
    {
        var option = Assert.ThrowsExactly<OcxException>(() => _fixture.Load("nope.toml"));
        Assert.AreEqual(("OCX1019", ExitCode.NotFound), (option.Code.Id, option.Exit));
        Assert.Contains(_fixture.Files["nope.toml"], option.Message);

        _fixture.Variables[OcxVariables.Config] = "gone.toml";
        var variable = Assert.ThrowsExactly<OcxException>(() => _fixture.Load());
        Assert.AreEqual($"The configuration file {_fixture.Files["gone.toml"]}, which OCX_CONFIG names, does not exist.", variable.Message);
        Assert.Contains("set OCX_CONFIG to nothing", variable.NextStep!);
    }

    [TestMethod]
    public void What_is_no_regular_file_is_not_read()
    {
        Directory.CreateDirectory(_fixture.StoreFile);
        AssertUnreadable(() => _fixture.Load(), _fixture.StoreFile);
        _fixture.Variables[OcxVariables.NoConfig] = "1";
        AssertUnreadable(() => _fixture.Load("home"), _fixture.Home);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_pipe_is_not_waited_for()
    {
        var pipe = _fixture.Files["pipe"];
        using var mkfifo = Process.Start("mkfifo", [pipe]);
        mkfifo.WaitForExit();

        AssertUnreadable(() => _fixture.Load("pipe"), pipe);
        File.CreateSymbolicLink(_fixture.Files["link"], pipe);
        AssertUnreadable(() => _fixture.Load("link"), "link");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_file_without_permission_is_an_error()
    {
        var file = _fixture.Files.Write("home/config.toml", "");
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Inconclusive("The super-user may read every file.");
            return;
        }

        File.SetUnixFileMode(file, UnixFileMode.None);

        AssertUnreadable(() => _fixture.Load(), file);
    }

    [TestMethod]
    public void A_link_that_was_found_is_passed_over_and_one_that_was_named_is_followed()
    {
        var target = _fixture.Files.Write("real.toml", "[registry]\ndefault = \"linked.example\"\n");
        Directory.CreateDirectory(_fixture.Home);
        File.CreateSymbolicLink(_fixture.StoreFile, target);

        Assert.AreEqual("ocx.sh", _fixture.Load().DefaultRegistry);
        Assert.Contains("is a symbolic link and is passed over", _fixture.Warnings.Single());
        Assert.AreEqual("linked.example", _fixture.Load(_fixture.StoreFile).DefaultRegistry);
    }

    private static void AssertUnreadable(Action load, string path)
    {
        var failure = Assert.ThrowsExactly<OcxException>(load);
        Assert.AreEqual(("OCX1024", ExitCode.InputOutput), (failure.Code.Id, failure.Exit));
        Assert.Contains(path, failure.Message);
    }
}
