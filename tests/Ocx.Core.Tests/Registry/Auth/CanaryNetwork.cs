using System.Collections.Concurrent;
using System.Text;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Network;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>
/// A registry at a public address, servers that are none of its business, and secrets that nobody but the registry may see. The end of each test
/// looks for the secrets at the other servers and in everything that was told.
/// </summary>
internal sealed class CanaryNetwork : IAsyncDisposable
{
    public const string User = "canary";
    public const string Password = "canary-password-7f3a91";
    public const string Token = "canary-token-c04d55";
    public const string Repository = "tools/one";

    private readonly List<(TestRegistry Server, bool Trusted)> _servers = [];
    private readonly ConcurrentQueue<string> _told = [];
    private readonly List<RegistryAuthentication> _accounts = [];
    private RegistryConnections? _connections;
    private TestRegistry? _registry;

    public FakeConnector Connector { get; } = new();

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>OCX_INSECURE_REGISTRIES.</summary>
    public HashSet<string> Insecure { get; } = [];

    public TestTime Time { get; } = new();

    public IReadOnlyCollection<string> Warnings => _told;

    public TestRegistry Registry => _registry!;

    /// <summary>With the port.</summary>
    public string Host { get; private set; } = "";

    public NetworkSettings Settings =>
        new(new VariableReader(Variables), IsInsecure: Insecure.Contains, Warn: _told.Enqueue) { Connector = Connector };

    /// <summary>The registry that the test is about.</summary>
    public async Task<IRegistry> StartRegistryAsync(RegistryAuthentication? account = null, string name = "registry.test", string address = "203.0.113.1")
    {
        if (account is not null)
        {
            _accounts.Add(account);
        }

        _registry = await StartAsync(name, address, account, trusted: true);
        Host = HostOf(_registry, name);
        Insecure.Add(Host);
        Seed(_registry, Repository);
        return Open();
    }

    /// <summary>A server at another name. It answers as a registry does, and is no place for a secret unless trusted.</summary>
    public async Task<TestRegistry> StartAsync(string name, string address, RegistryAuthentication? account = null, bool trusted = false)
    {
        var server = await TestRegistry.StartAsync(new TestRegistryOptions(Authentication: account));
        Connector.Name(name, address);
        _servers.Add((server, trusted));
        return server;
    }

    public static string HostOf(TestRegistry server, string name) => $"{name}:{server.Address.Port}";

    public IRegistry Open() => (_connections ??= new RegistryConnections(Settings, Time)).Open(new(Host, Insecure: true));

    /// <summary>Gives the registry's account in variables.</summary>
    public void SignIn(string user = User, string password = Password)
    {
        Variables[$"OCX_AUTH_{Slug}_USER"] = user;
        Variables[$"OCX_AUTH_{Slug}_TOKEN"] = password;
    }

    public string Slug => Host.Replace('.', '_').Replace(':', '_');

    public async Task<OcxException> FailureAsync(Func<Task> work)
    {
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(work);
        _told.Enqueue(failure.ToString() + failure.FullMessage);
        return failure;
    }

    public static string Seed(TestRegistry server, string repository) => server.PutManifest(
        repository,
        "1",
        Encoding.UTF8.GetBytes("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""),
        MediaTypes.ImageIndex);

    public void AssertNoSecretIsElsewhere()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        string[] secrets = [Password, Token, basic, .. _accounts.SelectMany(account => account.Issued.Keys)];
        foreach (var secret in secrets)
        {
            foreach (var request in _servers.Where(server => !server.Trusted).SelectMany(server => server.Server.Requests.All))
            {
                Assert.DoesNotContain(secret, Uri.UnescapeDataString(request.Path) + "\n" + request.Headers);
            }

            foreach (var text in _told)
            {
                Assert.DoesNotContain(secret, text);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connections?.Dispose();
        foreach (var (server, _) in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
