using System.Text;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

/// <summary>Whoever reads through a mirror signs in at the mirror, and nobody else's password is shown there (contract: cli, 11.4).</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class MirrorCredentialsTests : IAsyncDisposable
{
    private const string Tool = "acme/tool:1";

    private static readonly RegistryAuthentication OriginAccount = new("origin-user", "canary-origin-51c7");
    private static readonly RegistryAuthentication MirrorAccount = new("mirror-user", "canary-mirror-8be2");

    private readonly Sandbox _sandbox = new();
    private TestRegistry _origin = null!;
    private TestRegistry _mirror = null!;

    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        await _mirror.DisposeAsync();
        _sandbox.Dispose();
    }

    [TestMethod]
    [DataRow("variables", true)]
    [DataRow("docker", false)]
    public async Task EachGetsItsOwn(string place, bool bearer)
    {
        await StartAsync(bearer);
        SignIn(place, (_origin.Host, OriginAccount), (_mirror.Host, MirrorAccount));
        await _sandbox.PublishToolAsync($"{_mirror.Host}/proxy/{Tool}", "tool", "echo mirrored");
        UseMirror();

        // Reading asks the mirror, with the mirror's account.
        var read = (await _sandbox.RunAsync("exec", $"{_origin.Host}/{Tool}", "--", "tool")).ShouldSucceed();
        Assert.AreEqual("mirrored\n", read.Output);
        Assert.AreEqual(0, _origin.Requests.Count());
        AssertShown(_mirror, MirrorAccount, bearer);
        AssertAbsent(OriginAccount, _mirror, read);

        // Writing asks the registry itself, with the registry's account.
        _mirror.ResetRequests();
        await _sandbox.PublishToolAsync($"{_origin.Host}/acme/written:1", "tool", "true");
        Assert.AreEqual(0, _mirror.Requests.Count());
        AssertShown(_origin, OriginAccount, bearer);
        AssertAbsent(MirrorAccount, _origin, read);
    }

    [TestMethod]
    [DataRow("variables", true)]
    [DataRow("variables", false)]
    [DataRow("docker", true)]
    [DataRow("docker", false)]
    public async Task TheRegistrysAccountIsNoneForTheMirror(string place, bool bearer)
    {
        await StartAsync(bearer);
        SignIn(place, (_origin.Host, OriginAccount));
        UseMirror();

        var refused = (await _sandbox.RunAsync("package", "pull", $"{_origin.Host}/{Tool}")).ShouldExit(80)
            .ShouldTell("error OCX2003: ").ShouldTell($"`ocx login {_mirror.Host}`");

        Assert.AreEqual(0, _origin.Requests.Count());
        Assert.IsEmpty(_mirror.Requests.All.Where(request => request.Authorization is not null));
        AssertAbsent(OriginAccount, _mirror, refused);
    }

    private static string BasicOf(RegistryAuthentication account) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.User}:{account.Password}"));

    private static void AssertShown(TestRegistry server, RegistryAuthentication account, bool bearer)
    {
        var shown = server.Requests.All.Where(request => request.Kind == RequestKind.Token == bearer).Select(request => request.Authorization);
        Assert.Contains($"Basic {BasicOf(account)}", shown);
    }

    private static void AssertAbsent(RegistryAuthentication account, TestRegistry server, CommandResult result)
    {
        foreach (var secret in new[] { account.Password, account.User, BasicOf(account) })
        {
            Assert.DoesNotContain(secret, string.Concat(server.Requests.All.Select(request => Uri.UnescapeDataString(request.Path) + "\n" + request.Headers)));
            Assert.DoesNotContain(secret, result.Output + result.Error);
        }
    }

    private async Task StartAsync(bool bearer)
    {
        // Tokens that were bought at one server are good there only: each gets an account of its own.
        _origin = await TestRegistry.StartAsync(new(Authentication: new(OriginAccount.User, OriginAccount.Password, bearer)));
        _mirror = await TestRegistry.StartAsync(new(Authentication: new(MirrorAccount.User, MirrorAccount.Password, bearer)));
        _sandbox.Set("OCX_INSECURE_REGISTRIES", $"{_origin.Host},{_mirror.Host}").Set("OCX_LOG", "debug");
    }

    private void UseMirror()
    {
        _sandbox.Set("OCX_MIRRORS", $$"""{"{{_origin.Host}}": "http://{{_mirror.Host}}/proxy"}""");
        _origin.ResetRequests();
        _mirror.ResetRequests();
    }

    private void SignIn(string place, params (string Host, RegistryAuthentication Account)[] accounts)
    {
        if (place == "docker")
        {
            var entries = accounts.Select(entry => $$"""  "{{entry.Host}}": {"auth": "{{BasicOf(entry.Account)}}"}""");
            _sandbox.Write("docker/config.json", $$"""{"auths": {{{string.Join(",\n", entries)}}} }""");
            _sandbox.Set("DOCKER_CONFIG", _sandbox.PathOf("docker"));
            return;
        }

        foreach (var (host, account) in accounts)
        {
            var prefix = $"OCX_AUTH_{host.Replace('.', '_').Replace(':', '_')}_";
            _sandbox.Set(prefix + "USER", account.User).Set(prefix + "TOKEN", account.Password);
        }
    }
}
