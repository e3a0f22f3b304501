using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Auth;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class CredentialChainTests(TestContext context) : IDisposable
{
    private const string Host = "ghcr.io";

    private readonly CredentialFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [TestMethod]
    [DataRow("basic", "me", "s", "me", "s")]
    [DataRow("BASIC", "me", "s", "me", "s")]
    [DataRow("bearer", "me", "s", null, "s")]
    [DataRow("token", "", "s", null, "s")]
    [DataRow("", "me", "s", "me", "s")]
    [DataRow("", "", "s", null, "s")]
    [DataRow("anonymous", "me", "s", null, null)]
    [DataRow("", "me", "", null, null)]
    public async Task Variables_say_who(string type, string user, string token, string? expectedUser, string? expectedSecret)
    {
        Set("OCX_AUTH_ghcr_io_", type, user, token);

        var (credential, failure) = await FindAsync();

        Assert.IsNull(failure);
        Assert.AreEqual((expectedUser, expectedSecret), (credential?.User, credential?.Secret));
    }

    [TestMethod]
    [DataRow("basic", "me", "")]
    [DataRow("basic", "", "secret-1")]
    [DataRow("bearer", "me", "")]
    [DataRow("secret-1", "me", "secret-1")]
    [DataRow("bearer", "", "secret-1\n")]
    [DataRow("", "a:b", "secret-1")]
    public async Task Variables_that_contradict_each_other_are_a_failure_without_the_secret(string type, string user, string token)
    {
        Set("OCX_AUTH_ghcr_io_", type, user, token);

        var (credential, failure) = await FindAsync();

        Assert.IsNull(credential);
        Assert.AreEqual(("OCX2020", ExitCode.Configuration), (failure!.Code.Id, failure.Exit));
        Assert.Contains("OCX_AUTH_ghcr_io_", failure.Message);
        Assert.DoesNotContain("secret-1", failure.FullMessage);
    }

    [TestMethod]
    [DataRow("ghcr.io", "OCX_AUTH_ghcr_io_")]
    [DataRow("localhost:5000", "OCX_AUTH_localhost_5000_")]
    [DataRow("My-Host.example", "OCX_AUTH_My_Host_example_")]
    [DataRow("index.docker.io", "OCX_AUTH_docker_io_")]
    [DataRow("index.docker.io", "OCX_AUTH_index_docker_io_")]
    public async Task Variables_have_the_hosts_name(string host, string prefix)
    {
        Set(prefix, "", "me", "s");

        Assert.AreEqual("me", (await FindAsync(host)).Credential?.User);
    }

    [TestMethod]
    public async Task The_first_that_knows_the_host_decides()
    {
        _fixture.WriteConfig($$"""
            {"credHelpers":{"ghcr.io":"own","other.io":"own"},"credsStore":"all","auths":{"ghcr.io":{"auth":"{{CredentialFixture.Basic("file", "s")}}"} } }
            """);
        Set("OCX_AUTH_ghcr_io_", "", "variable", "s");
        _fixture.AddHelper("own", """[ -e gone-own ] && echo "credentials not found in native keychain" && exit 1; echo '{"Username":"own","Secret":"s"}'""".Replace("gone-own", _fixture["gone-own"], StringComparison.Ordinal));
        _fixture.AddHelper("all", """[ -e gone-all ] && echo "credentials not found in native keychain" && exit 1; echo '{"Username":"all","Secret":"s"}'""".Replace("gone-all", _fixture["gone-all"], StringComparison.Ordinal));

        Assert.AreEqual("variable", (await FindAsync()).Credential?.User);
        _fixture.Variables.Remove("OCX_AUTH_ghcr_io_TOKEN");
        Assert.AreEqual("own", (await FindAsync()).Credential?.User);
        File.WriteAllText(_fixture["gone-own"], "");
        Assert.AreEqual("all", (await FindAsync()).Credential?.User);
        File.WriteAllText(_fixture["gone-all"], "");
        Assert.AreEqual("file", (await FindAsync()).Credential?.User);
        Assert.AreEqual(new CredentialLookup(null), await FindAsync("other.io"));
    }

    [TestMethod]
    public async Task Each_host_is_looked_up_once()
    {
        _fixture.WriteConfig("""{"credsStore":"counting"}""");
        _fixture.AddHelper("counting", $"echo x >> {_fixture["count"]}\necho '{{\"Username\":\"me\",\"Secret\":\"s\"}}'");
        var chain = _fixture.Chain();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => chain.FindAsync(Host, context.CancellationToken)));
        await chain.FindAsync(Host, context.CancellationToken);

        Assert.HasCount(1, File.ReadAllLines(_fixture["count"]));
    }

    [TestMethod]
    [DataRow("ghcr.io", "ghcr.io", true)]
    [DataRow("https://ghcr.io", "ghcr.io", true)]
    [DataRow("https://ghcr.io/v1/", "ghcr.io", true)]
    [DataRow("ghcr.io/v2", "ghcr.io", true)]
    [DataRow("GHCR.io", "ghcr.io", true)]
    [DataRow("https://index.docker.io/v1/", "index.docker.io", true)]
    [DataRow("docker.io", "index.docker.io", true)]
    [DataRow("index.docker.io", "index.docker.io", true)]
    [DataRow("localhost:5000", "localhost:5000", true)]
    [DataRow("ghcr.io", "ghcr.io:5000", false)]
    [DataRow("ghcr.io:5000", "ghcr.io", false)]
    [DataRow("ghcr.io/acme", "ghcr.io", false)]
    [DataRow("https://ghcr.io.evil.example", "ghcr.io", false)]
    [DataRow("https://ghcr.io@evil.example", "evil.example", false)]
    [DataRow("https://evil.example/ghcr.io", "ghcr.io", false)]
    [DataRow("evil.example/https://ghcr.io", "ghcr.io", false)]
    [DataRow("sub.ghcr.io", "ghcr.io", false)]
    [DataRow("ghcr.io", "sub.ghcr.io", false)]
    [DataRow("ghcr.io.", "ghcr.io", false)]
    [DataRow("*.io", "ghcr.io", false)]
    public async Task N11_an_entry_is_for_one_host(string entry, string host, bool matches)
    {
        _fixture.WriteConfig($$"""{"auths":{"{{entry}}":{"auth":"{{CredentialFixture.Basic("me", "s")}}"} } }""");

        Assert.AreEqual(matches, (await FindAsync(host)).Credential is not null);
    }

    [TestMethod]
    [DataRow("""{"auths":{"ghcr.io":{"identitytoken":"t","auth":"eDp5"}}}""", null, "t")]
    [DataRow("""{"auths":{"ghcr.io":{"auth":"bWU6YTpi"}}}""", "me", "a:b")]
    [DataRow("""{"auths":{"ghcr.io":{"auth":"PHRva2VuPjp0"}}}""", null, "t")]
    [DataRow("""{"auths":{"ghcr.io":{}}}""", null, null)]
    [DataRow("""{"auths":{}}""", null, null)]
    [DataRow("", null, null)]
    [DataRow("{}", null, null)]
    public async Task Dockers_file_has_passwords_and_tokens(string json, string? user, string? secret)
    {
        _fixture.WriteConfig(json);

        var (credential, failure) = await FindAsync();

        Assert.IsNull(failure);
        Assert.AreEqual((user, secret), (credential?.User, credential?.Secret));
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("""{"auths":[]}""")]
    [DataRow("""{"auths":{"ghcr.io":"secret-1"}}""")]
    [DataRow("""{"auths":{"ghcr.io":{"auth":"secret-1"}}}""")]
    [DataRow("""{"auths":{"ghcr.io":{"auth":"c2VjcmV0LTE="}}}""")]
    [DataRow("""{"auths":{"ghcr.io":{"auth":{"secret-1":1}}}}""")]
    [DataRow("""{"auths":{},"auths":{}}""")]
    [DataRow("""{"credsStore":7}""")]
    public async Task A_file_that_docker_did_not_write_is_a_failure_without_the_secret(string json)
    {
        _fixture.WriteConfig(json);

        var failure = (await FindAsync()).Failure;

        Assert.AreEqual("OCX2020", failure!.Code.Id);
        Assert.Contains(_fixture.ConfigFile, failure.Message);
        Assert.DoesNotContain("secret-1", failure.FullMessage);
        Assert.DoesNotContain("c2VjcmV0", failure.FullMessage);
    }

    [TestMethod]
    [DataRow("""{"auths":{"ghcr.io":{"auth":"\ud800"}}}""")]
    [DataRow("""{"auths":{"ghcr.io":{"identitytoken":"\ud800"}}}""")]
    [DataRow("""{"auths":{"\ud800":{}}}""")]
    [DataRow("""{"\udc00":1}""")]
    [DataRow("""{"credsStore":"\ud800"}""")]
    [DataRow("""{"credHelpers":{"ghcr.io":"\ud800"}}""")]
    public async Task A_file_with_text_that_is_no_Unicode_is_one_that_cannot_be_read(string json)
    {
        _fixture.WriteConfig(json);

        var failure = (await FindAsync()).Failure;

        Assert.AreEqual("OCX2020", failure!.Code.Id);
        Assert.Contains(_fixture.ConfigFile, failure.Message);
    }

    [TestMethod]
    public async Task A_helper_that_answers_what_is_no_Unicode_has_failed()
    {
        _fixture.WriteConfig("""{"credsStore":"broken"}""");
        _fixture.AddHelper("broken", """printf '%s' '{"Username":"me","Secret":"\ud800"}'""");

        Assert.AreEqual("OCX2021", (await FindAsync()).Failure!.Code.Id);
    }

    [TestMethod]
    public async Task A_file_without_end_is_not_read()
    {
        _fixture.WriteConfig(new string(' ', (1024 * 1024) + 1));

        Assert.AreEqual("OCX2020", (await FindAsync()).Failure!.Code.Id);
    }

    [TestMethod]
    public async Task The_directory_can_be_named()
    {
        _fixture.WriteConfig($$"""{"auths":{"ghcr.io":{"auth":"{{CredentialFixture.Basic("me", "s")}}"} } }""");
        _fixture.Variables.Remove("HOME");
        _fixture.Variables.Remove("USERPROFILE");
        Assert.AreEqual(new CredentialLookup(null), await FindAsync());

        _fixture.Variables["DOCKER_CONFIG"] = ".docker";
        Assert.AreEqual("me", (await FindAsync()).Credential?.User);
    }

    private void Set(string prefix, string type, string user, string token)
    {
        foreach (var (name, value) in new[] { ("TYPE", type), ("USER", user), ("TOKEN", token) })
        {
            _fixture.Variables[prefix + name] = value;
        }
    }

    private Task<CredentialLookup> FindAsync(string host = Host) => _fixture.Chain().FindAsync(host, context.CancellationToken);
}
