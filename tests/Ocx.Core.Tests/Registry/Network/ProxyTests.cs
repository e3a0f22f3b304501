using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Network;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Network;

/// <summary>Proxies between here and the registry (catalogue of hostile registries: N20).</summary>
[TestClass]
public sealed class ProxyTests(TestContext context)
{
    private const string Account = "user:canary-7f3a";

    [TestMethod]
    [DataRow("HTTP_PROXY")]
    [DataRow("http_proxy")]
    [DataRow("ALL_PROXY")]
    public async Task Plain_requests_go_to_the_proxy(string variable)
    {
        await using var proxy = new TestProxy();
        await using var server = await StartAsync();

        await ReadAsync(server, (variable, $"http://{proxy.Host}"));

        Assert.StartsWith($"GET http://{server.Host}/v2/a/manifests/1 ", proxy.Heads.Single());
    }

    [TestMethod]
    [DataRow("HTTPS_PROXY")]
    [DataRow("all_proxy")]
    public async Task Secure_connections_go_through_a_tunnel(string variable)
    {
        using var files = new TemporaryDirectory();
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        await using var proxy = new TestProxy(Account);
        await using var server = await StartAsync(new(Certificate: certificate));

        // Without a scheme it is http.
        await ReadAsync(server, (variable, $"{Account}@{proxy.Host}"), ("SSL_CERT_FILE", files.Write("own.pem", certificates.Pem)));

        Assert.StartsWith($"CONNECT {server.Host} ", proxy.Heads[^1]);
        Assert.DoesNotContain("canary", string.Concat(proxy.Heads), "only in the encoded form that is meant for it");
        Assert.IsNull(server.Requests.All.Single().Authorization);
    }

    [TestMethod]
    public async Task A_proxy_that_refuses_is_named_without_its_password()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        await using var proxy = new TestProxy("another:account");
        await using var server = await StartAsync(new(Certificate: certificate));
        await using var plain = await StartAsync();

        var secure = await FailureOf(server, ("HTTPS_PROXY", $"http://{Account}@{proxy.Host}"));
        var open = await FailureOf(plain, ("HTTP_PROXY", $"http://{Account}@{proxy.Host}"));

        Assert.AreEqual(("OCX2001", ExitCode.Unavailable), (secure.Code.Id, secure.Exit));
        Assert.Contains("HTTPS_PROXY", secure.NextStep!);
        Assert.DoesNotContain("canary", secure.ToString() + open);
    }

    [TestMethod]
    public async Task Hosts_that_are_excepted_are_reached_without_it()
    {
        await using var proxy = new TestProxy();
        await using var server = await StartAsync();

        await ReadAsync(server, ("HTTP_PROXY", $"http://{proxy.Host}"), ("NO_PROXY", "registry.example, 127.0.0.0/8"));

        Assert.IsEmpty(proxy.Heads);
    }

    [TestMethod]
    public async Task In_a_web_servers_program_the_upper_case_variable_is_somebody_elses()
    {
        await using var proxy = new TestProxy();
        await using var server = await StartAsync();

        await ReadAsync(server, ("HTTP_PROXY", $"http://{proxy.Host}"), ("REQUEST_METHOD", "GET"));

        Assert.IsEmpty(proxy.Heads);
    }

    [TestMethod]
    public async Task Lower_case_comes_first()
    {
        await using var proxy = new TestProxy();
        await using var server = await StartAsync();

        await ReadAsync(server, ("HTTP_PROXY", "http://127.0.0.1:1"), ("http_proxy", $"http://{proxy.Host}"));

        Assert.HasCount(1, proxy.Heads);
    }

    [TestMethod]
    [DataRow("socks5h://proxy.test", "socks5://proxy.test:1080")]
    [DataRow("socks://proxy.test", "socks5://proxy.test:1080")]
    [DataRow("SOCKS5H://proxy.test:9050", "socks5://proxy.test:9050")]
    [DataRow("socks4://proxy.test", "socks4://proxy.test:1080")]
    [DataRow("socks4a://proxy.test", "socks4a://proxy.test:1080")]
    [DataRow("socks5://user:p@proxy.test", "socks5://proxy.test:1080")]
    [DataRow("http://proxy.test", "http://proxy.test:80")]
    [DataRow("proxy.test:3128", "http://proxy.test:3128")]
    public void Proxies_are_named_as_others_name_them(string value, string proxy)
    {
        var address = Read(("ALL_PROXY", value))!.GetProxy(new("https://ghcr.io"))!;

        Assert.AreEqual(proxy, $"{address.Scheme}://{address.Host}:{address.Port}");
    }

    [TestMethod]
    public void What_no_request_would_use_is_not_read()
    {
        const string Broken = "ftp://nowhere";

        Assert.IsNotNull(Read(("HTTP_PROXY", "http://a"), ("HTTPS_PROXY", "http://b"), ("ALL_PROXY", Broken))!.GetProxy(new("https://ghcr.io")));
        Assert.IsNull(Read(("ALL_PROXY", Broken), ("NO_PROXY", "ghcr.io, *"))!.GetProxy(new("https://ghcr.io")));
        Assert.ThrowsExactly<OcxException>(() => Read(("HTTPS_PROXY", "http://b"), ("ALL_PROXY", Broken)));
        Assert.ThrowsExactly<OcxException>(() => Read(("ALL_PROXY", Broken), ("NO_PROXY", "ghcr.io")));
    }

    [TestMethod]
    public void In_a_web_servers_program_names_differ_in_case_even_where_they_do_not()
    {
        var asWindows = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["REQUEST_METHOD"] = "GET", ["HTTP_PROXY"] = "http://attacker.test" };
        Assert.IsNull(ProxyVariables.From(new(asWindows)));

        asWindows.Remove("HTTP_PROXY");
        asWindows["http_proxy"] = "http://own.test";
        Assert.AreEqual("own.test", ProxyVariables.From(new(asWindows))!.GetProxy(new("http://ghcr.io"))!.Host);
    }

    [TestMethod]
    [DataRow("ftp://canary-7f3a@host")]
    [DataRow("http://user:canary-7f3a@host:port")]
    [DataRow("http://")]
    public async Task What_is_no_proxy_is_named_by_its_variable(string value)
    {
        await using var server = await StartAsync();

        var failure = await FailureOf(server, ("HTTPS_PROXY", value));

        Assert.AreEqual(("OCX2018", ExitCode.Configuration), (failure.Code.Id, failure.Exit));
        Assert.Contains("HTTPS_PROXY", failure.Message);
        Assert.DoesNotContain("canary", failure.ToString());
    }

    [TestMethod]
    [DataRow("*", "https://ghcr.io", true)]
    [DataRow("ghcr.io", "https://ghcr.io", true)]
    [DataRow("ghcr.io", "https://GHCR.IO", true)]
    [DataRow("ghcr.io", "https://pkg.ghcr.io", true)]
    [DataRow(".ghcr.io", "https://ghcr.io", true)]
    [DataRow("*.ghcr.io", "https://pkg.ghcr.io", true)]
    [DataRow("ghcr.io", "https://notghcr.io", false)]
    [DataRow("ghcr.io", "https://ghcr.io.example", false)]
    [DataRow("ghcr.io:443", "https://ghcr.io", true)]
    [DataRow("ghcr.io:8443", "https://ghcr.io", false)]
    [DataRow("a, b ghcr.io", "https://ghcr.io", true)]
    [DataRow("10.0.0.0/8", "http://10.1.2.3:5000", true)]
    [DataRow("10.0.0.0/8", "http://11.1.2.3", false)]
    [DataRow("10.0.0.0/8", "http://10.example", false)]
    [DataRow("10.1.2.3", "http://10.1.2.3:5000", true)]
    [DataRow("10.1.2.3:5000", "http://10.1.2.3:5000", true)]
    [DataRow("10.1.2.3:5001", "http://10.1.2.3:5000", false)]
    [DataRow("fd00::/8", "http://[fd12::1]:5000", true)]
    [DataRow("fd12::1", "http://[fd12::1]:5000", true)]
    [DataRow("[fd12::1]:5000", "http://[fd12::1]:5000", true)]
    [DataRow("[fd12::1]:5001", "http://[fd12::1]:5000", false)]
    [DataRow("10.0.0.0/8", "http://[::ffff:10.1.2.3]", true)]
    [DataRow("", "https://ghcr.io", false)]
    [DataRow(",. ,/8,:1", "https://ghcr.io", false)]
    public void Exceptions_are_read_as_others_read_them(string list, string destination, bool excepted) =>
        Assert.AreEqual(excepted, new ProxyExceptions(list).Contains(new Uri(destination)));

    private static ProxyVariables? Read(params (string Name, string Value)[] variables) =>
        ProxyVariables.From(new(variables.ToDictionary(variable => variable.Name, variable => variable.Value)));

    private static async Task<TestRegistry> StartAsync(TestRegistryOptions? options = null)
    {
        var server = await TestRegistry.StartAsync(options);
        server.PutManifest("a", "1", ImageIndex.Empty.ToBytes(), MediaTypes.ImageIndex);
        return server;
    }

    private async Task<OcxException> FailureOf(TestRegistry server, params (string, string)[] variables) =>
        await Assert.ThrowsExactlyAsync<OcxException>(() => ReadAsync(server, variables));

    private async Task ReadAsync(TestRegistry server, params (string Name, string Value)[] variables)
    {
        var settings = new NetworkSettings(new VariableReader(variables.ToDictionary(variable => variable.Name, variable => variable.Value)));
        using var connections = new RegistryConnections(settings, new TestTime());
        var registry = connections.Open(new(server.Host, Insecure: server.Address.Scheme == Uri.UriSchemeHttp));
        Assert.IsNotNull(await registry.GetManifestAsync("a", "1", context.CancellationToken));
    }
}
