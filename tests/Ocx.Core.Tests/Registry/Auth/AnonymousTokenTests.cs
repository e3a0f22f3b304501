using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class AnonymousTokenTests(TestContext context)
{
    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod]
    public async Task A_public_registry_that_wants_a_token_is_read_with_one_for_each_repository()
    {
        await using var server = await TestRegistry.StartAsync(new TestRegistryOptions(Authentication: new("user", "password", Strangers: true)));
        var digest = Seed(server, "tools/one");
        Seed(server, "tools/two");
        using var connections = new RegistryConnections();
        var registry = Open(connections, server);

        Assert.IsNotNull(await registry.GetManifestAsync("tools/one", "1", Cancellation));
        Assert.IsNotNull(await registry.GetManifestAsync("tools/one", digest, Cancellation));
        Assert.AreEqual(1, server.Requests.Count(RequestKind.Token));

        Assert.IsNotNull(await registry.GetManifestAsync("tools/two", "1", Cancellation));
        Assert.AreEqual(2, server.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task A_registry_that_gives_strangers_nothing_has_refused()
    {
        await using var server = await TestRegistry.StartAsync(new TestRegistryOptions(Authentication: new("user", "password")));
        Seed(server, "tools/one");
        using var connections = new RegistryConnections();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Open(connections, server).GetManifestAsync("tools/one", "1", Cancellation));

        Assert.AreEqual(("OCX2003", ExitCode.Authentication), (failure.Code.Id, failure.Exit));
    }

    [TestMethod]
    [DataRow("Bearer realm=\"http://169.254.169.254/latest\"")]
    [DataRow("Bearer realm=\"http://HOST@evil.invalid/token\"")]
    [DataRow("Bearer realm=\"file:///etc/passwd\"")]
    [DataRow("Bearer realm=\"/token\"")]
    [DataRow("Bearer")]
    [DataRow("Basic realm=\"x\"")]
    public async Task A_realm_elsewhere_without_https_is_not_asked(string challenge)
    {
        await using var server = await TestRegistry.StartAsync();
        Seed(server, "tools/one");
        server.Faults.Add(
            Fault.Error(401, "UNAUTHORIZED", "no", ("WWW-Authenticate", challenge.Replace("HOST", server.Host, StringComparison.Ordinal))), RequestKind.Manifest);
        using var connections = new RegistryConnections();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Open(connections, server).GetManifestAsync("tools/one", "1", Cancellation));

        Assert.AreEqual("OCX2003", failure.Code.Id);
        Assert.AreEqual(1, server.Requests.Count());
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("{}")]
    [DataRow("""{"token":"a\r\nb"}""")]
    public async Task A_token_that_is_none_is_not_shown(string answer)
    {
        await using var server = await TestRegistry.StartAsync(new TestRegistryOptions(Authentication: new("user", "password", Strangers: true)));
        Seed(server, "tools/one");
        server.Faults.Add(Fault.Status(200, answer, "application/json"), RequestKind.Token);
        using var connections = new RegistryConnections();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Open(connections, server).GetManifestAsync("tools/one", "1", Cancellation));

        Assert.AreEqual("OCX2003", failure.Code.Id);
    }

    private static string Seed(TestRegistry server, string repository) =>
        server.PutManifest(repository, "1", Encoding.UTF8.GetBytes("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""), MediaTypes.ImageIndex);

    private static IRegistry Open(RegistryConnections connections, TestRegistry server) =>
        connections.Open(new(server.Host, Insecure: true));
}
