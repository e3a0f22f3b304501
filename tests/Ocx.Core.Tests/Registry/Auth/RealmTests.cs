using System.Net;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Auth;
using Ocx.Core.Registry.Network;
using Ocx.Testing;
using static Ocx.Core.Tests.Registry.Auth.CanaryNetwork;

namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>What a registry may name as its token service. The registry is at a public address unless the test says otherwise.</summary>
[TestClass]
public sealed class RealmTests : CanaryTest
{
    [TestMethod]
    [DataRow("https://169.254.169.254/latest")]
    [DataRow("https://[fd00:ec2::254]/latest")]
    [DataRow("https://127.0.0.1:PORT/token")]
    [DataRow("http://127.0.0.1:PORT/token")]
    [DataRow("http://localhost:PORT/token")]
    [DataRow("http://a.localhost.:PORT/token")]
    [DataRow("http://[::1]:PORT/token")]
    [DataRow("http://[::ffff:127.0.0.1]:PORT/token")]
    [DataRow("http://2130706433:PORT/token")]
    [DataRow("http://0x7f000001:PORT/token")]
    [DataRow("http://0177.0.0.1:PORT/token")]
    [DataRow("https://10.1.2.3/token")]
    [DataRow("https://192.168.0.1/token")]
    [DataRow("https://[fc00::1]/token")]
    [DataRow("https://[64:ff9b::10.0.0.1]/token")]
    [DataRow("https://0.0.0.0/token")]
    [DataRow("https://inside.test:PORT/token")]
    public async Task N04_a_service_near_us_is_not_asked(string realm)
    {
        var inside = await Network.StartAsync("inside.test", "10.0.0.5");
        var registry = await StartAsync(realm.Replace("PORT", $"{inside.Address.Port}", StringComparison.Ordinal));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(("OCX2019", ExitCode.Authentication), (failure.Code.Id, failure.Exit), failure.FullMessage);
        Assert.Contains("private network", failure.Message);
        Assert.AreEqual(0, inside.Requests.Count());
        Assert.IsTrue(Network.Connector.Connected.All(address => address.Address.Equals(IPAddress.Parse("203.0.113.1"))));
    }

    [TestMethod]
    [DataRow("10.0.0.1", "10.0.0.5", true)]
    [DataRow("10.0.0.1", "203.0.113.5", true)]
    [DataRow("127.0.0.1", "10.0.0.5", true)]
    [DataRow("127.0.0.1", "127.0.0.1", true)]
    [DataRow("10.0.0.1", "127.0.0.1", false)]
    [DataRow("10.0.0.1", "169.254.169.254", false)]
    [DataRow("127.0.0.1", "169.254.169.254", false)]
    public async Task A_registry_in_a_private_network_may_name_a_service_there(string registryAddress, string serviceAddress, bool asked)
    {
        var account = new RegistryAuthentication(User, Password);
        var service = await Network.StartAsync("auth.test", serviceAddress, account, trusted: asked);
        Network.Insecure.Add(HostOf(service, "auth.test"));
        var registry = await Network.StartRegistryAsync(account with { Realm = $"http://{HostOf(service, "auth.test")}/token" }, address: registryAddress);
        Network.SignIn();

        if (asked)
        {
            Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));
        }
        else
        {
            Assert.AreEqual("OCX2019", (await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation))).Code.Id);
        }

        Assert.AreEqual(asked ? 1 : 0, service.Requests.Count());
    }

    [TestMethod]
    public async Task N05_a_service_that_redirects_is_not_followed()
    {
        var inside = await Network.StartAsync("inside.test", "169.254.169.254");
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Redirect(new($"http://{HostOf(inside, "inside.test")}/latest")), RequestKind.Token);

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual("OCX2019", failure.Code.Id);
        Assert.Contains("redirect", failure.Message);
        Assert.AreEqual(0, inside.Requests.Count());
    }

    [TestMethod]
    public async Task N06_the_address_that_was_judged_is_the_one_connected_to()
    {
        var service = await Network.StartAsync("auth.test", "203.0.113.5", trusted: true);
        Network.Insecure.Add(HostOf(service, "auth.test"));
        var meanings = new Queue<IPAddress>([IPAddress.Parse("203.0.113.5"), IPAddress.Loopback, IPAddress.Parse("203.0.113.5")]);
        Network.Connector.Name("auth.test", meanings.Dequeue);
        service.Faults.Add(Fault.Status(500, headers: ("Connection", "close")), RequestKind.Token);
        var registry = await StartAsync($"http://{HostOf(service, "auth.test")}/token");

        // Public the first time, and one look-up for one connection.
        await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));
        Assert.AreEqual(IPAddress.Parse("203.0.113.5"), Network.Connector.Connected.Last().Address);
        Assert.ContainsSingle(name => name == "auth.test", Network.Connector.Resolved);
        Assert.AreEqual(1, service.Requests.Count());

        // This machine the second time.
        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));
        Assert.Contains("private network", failure.Message);
        Assert.AreEqual(1, service.Requests.Count());
        Assert.DoesNotContain(address => IPAddress.IsLoopback(address.Address), Network.Connector.Connected);
    }

    [TestMethod]
    public async Task N06_a_registry_cannot_come_nearer_by_changing_its_own_name()
    {
        var inside = await Network.StartAsync("inside.test", "127.0.0.1");
        var registry = await StartAsync($"http://127.0.0.1:{inside.Address.Port}/token");
        await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Network.Connector.Name("registry.test", "127.0.0.1");
        await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(0, inside.Requests.Count());
    }

    [TestMethod]
    public async Task N07_a_password_is_not_sent_in_the_clear()
    {
        var service = await Network.StartAsync("auth.test", "203.0.113.5");
        var registry = await StartAsync($"http://{HostOf(service, "auth.test")}/token");

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual("OCX2019", failure.Code.Id);
        Assert.Contains("plain http", failure.Message);
        Assert.Contains("OCX_INSECURE_REGISTRIES", failure.NextStep!);
        Assert.AreEqual(0, service.Requests.Count());
    }

    [TestMethod]
    [DataRow("http")]
    [DataRow("https")]
    public async Task The_users_proxy_may_be_near(string scheme)
    {
        var proxy = await Network.StartAsync("proxy.test", "127.0.0.1");
        var guard = new AddressGuard(Network.Connector, Network.Time);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => guard.ConnectFrom(AddressKind.Public)(context, cancellation),
            Proxy = new WebProxy($"http://127.0.0.1:{proxy.Address.Port}"),
        });

        // Over https the proxy refuses the tunnel, but it has been asked for one.
        var answer = client.GetAsync(new Uri($"{scheme}://auth.test/token"), Cancellation);
        await Task.WhenAny(answer);

        Assert.IsNotInstanceOfType<OcxException>(answer.Exception?.InnerException?.InnerException);
        Assert.AreEqual(proxy.Address.Port, Network.Connector.Connected.Single().Port);
    }

    [TestMethod]
    [DataRow("/token")]
    [DataRow("file:///etc/passwd")]
    [DataRow("https://user@auth.test/token")]
    [DataRow("http://HOST@evil.invalid/token")]
    public async Task A_realm_that_is_no_address_is_said_to_be_none(string realm)
    {
        var registry = await StartAsync(realm.Replace("HOST", "registry.test", StringComparison.Ordinal));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual("OCX2019", failure.Code.Id);
        Assert.AreEqual(1, Network.Registry.Requests.Count());
    }

    [TestMethod]
    public async Task N09_what_the_registry_asks_for_in_our_name_is_not_asked_for()
    {
        var registry = await Network.StartRegistryAsync();
        Network.SignIn();
        var challenge = $"Bearer realm=\"http://{Network.Host}/token?scope=repository:victim:push&a=b\",service=\"s&scope=repository:victim:push\",scope=\"repository:victim:pull,push\"";
        Network.Registry.Faults.Add(Fault.Error(401, "UNAUTHORIZED", "no", ("WWW-Authenticate", challenge)), RequestKind.Manifest, times: 1);
        Network.Registry.Faults.Add(Fault.Status(200, $$"""{"token":"{{Token}}"}"""), RequestKind.Token);

        await registry.GetManifestAsync(Repository, "1", Cancellation);

        Assert.AreEqual(
            "/token?a=b&service=s%26scope%3Drepository%3Avictim%3Apush&scope=repository%3Atools%2Fone%3Apull",
            Network.Registry.Requests.All.Single(request => request.Kind == RequestKind.Token).Path);
    }

    [TestMethod]
    [DataRow("Bearer realm=\"a\\\"b\",service=s", "a\"b", "s")]
    [DataRow("Bearer service=\"x,y\", realm=https://r/t", "https://r/t", "x,y")]
    [DataRow("bearer REALM=\"r\"", "r", null)]
    [DataRow("Bearer realm = \"r\" , service = \"s\"", "r", "s")]
    [DataRow("Bearer realm=\"unended", "unended", null)]
    [DataRow("Bearer realm=\"r\",realm=\"second\"", "r", null)]
    [DataRow("Bearer", null, null)]
    [DataRow("Bearer service=\"s\"", null, null)]
    [DataRow("Basic realm=\"r\"", null, null)]
    public void Demands_are_read_in_all_their_forms(string header, string? realm, string? service)
    {
        var parts = header.Split(' ', 2);

        Assert.AreEqual(realm is not null, BearerChallenge.TryParse(new(parts[0], parts.ElementAtOrDefault(1)), out var challenge));
        Assert.AreEqual((realm, service), (challenge?.Realm, challenge?.Service));
    }

    private async Task<Ocx.Core.Registry.IRegistry> StartAsync(string realm)
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Realm: realm));
        Network.SignIn();
        return registry;
    }
}
