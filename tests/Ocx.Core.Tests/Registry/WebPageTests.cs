using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

/// <summary>A proxy, a captive portal or a login page answers 200 to everything; what it says is no answer of a registry's.</summary>
[TestClass]
public sealed class WebPageTests(TestContext context) : IAsyncDisposable
{
    private const string Repository = "org/protoc";

    private static readonly byte[] Content = [1, 2, 3];
    private static readonly Descriptor Blob = new(MediaTypes.LayerTarGzip, Digest.Sha256(Content), Content.Length);

    private readonly RegistryConnections _connections = new(time: new TestTime());
    private TestRegistry _server = null!;
    private IRegistry _registry = null!;

    private CancellationToken Cancellation => context.CancellationToken;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await TestRegistry.StartAsync();
        _registry = _connections.Open(new(_server.Host, Insecure: true));
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    [DataRow("manifest by tag")]
    [DataRow("manifest by digest")]
    [DataRow("digest of a tag")]
    [DataRow("blob")]
    [DataRow("is the blob there")]
    [DataRow("tags")]
    [DataRow("repositories")]
    [DataRow("referrers")]
    [DataRow("push of a blob")]
    [DataRow("push of a manifest")]
    public async Task A_page_is_called_what_it_is(string asked)
    {
        _server.Faults.Add(Fault.Html());

        var failure = await FailureAsync(() => AskAsync(asked));

        Assert.AreEqual(("OCX2023", ExitCode.Data), (failure.Code.Id, failure.Exit), failure.ToString());
        Assert.Contains($"The registry {_server.Host} answered", failure.Message);
        Assert.Contains("a web page (text/html)", failure.Message);
        Assert.IsNotNull(failure.NextStep);
        Assert.AreEqual(1, _server.Requests.Count());
    }

    [TestMethod]
    public async Task A_page_elsewhere_is_named_by_its_host()
    {
        await using var login = await TestRegistry.StartAsync();
        login.Faults.Add(Fault.Html());
        _server.Faults.Add(Fault.Redirect(new Uri(login.Address, "sso?back=secret"), 302));

        var failure = await FailureAsync(() => AskAsync("blob"));

        Assert.AreEqual("OCX2023", failure.Code.Id);
        Assert.Contains($"a web page (text/html) from {login.Host}", failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
    }

    [TestMethod]
    public async Task What_a_registry_wrongly_calls_a_page_is_what_it_is()
    {
        _server.PutBlob(Repository, Content);
        _server.Faults.Add(Fault.Header("Content-Type", "text/html; charset=utf-8"));

        Assert.IsNotNull(await _registry.FindBlobSizeAsync(Repository, Blob.Digest, Cancellation));
        await using var stream = await _registry.OpenBlobAsync(Repository, Blob, Cancellation);
        Assert.AreEqual(Content.Length, await stream!.ReadAtLeastAsync(new byte[Content.Length], Content.Length, cancellationToken: Cancellation));

        // Whose uploads are answered 201 and 202, as no page is.
        byte[] other = [4];
        await _registry.PushBlobAsync(Repository, new(MediaTypes.LayerTarGzip, Digest.Sha256(other), 1), () => new MemoryStream(other), Cancellation);
        await _registry.PutManifestAsync(Repository, "1", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation);
    }

    [TestMethod]
    public async Task A_page_with_an_error_is_an_error_and_may_be_a_proxys()
    {
        _server.Faults.Add(Fault.Status(403, "<html>Blocked by policy</html>", "text/html"));

        var failure = await FailureAsync(() => AskAsync("blob"));

        Assert.AreSame(RegistryErrors.AccessDenied, failure.Code);
        Assert.Contains("answered 403", failure.Message);
        Assert.Contains("with a web page", failure.Message);
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(100_000)]
    public async Task A_page_in_place_of_a_token_is_a_failure_of_the_token_service(int size)
    {
        await using var server = await TestRegistry.StartAsync(new(Authentication: new("user", "password", Strangers: true)));
        server.Faults.Add(Fault.Status(200, "<html>" + new string(' ', size), "text/html"), RequestKind.Token);
        var registry = _connections.Open(new(server.Host, Insecure: true));

        var failure = await FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreSame(AuthenticationErrors.TokenServiceFailed, failure.Code);
        Assert.Contains("a web page (text/html)", failure.Message);
        Assert.Contains("proxy", failure.NextStep!);
    }

    private static async Task<OcxException> FailureAsync(Func<Task> work) => await Assert.ThrowsExactlyAsync<OcxException>(work);

    private Task AskAsync(string asked) => asked switch
    {
        "manifest by tag" => _registry.GetManifestAsync(Repository, "1", Cancellation),
        "manifest by digest" => _registry.GetManifestAsync(Repository, Blob.Digest.ToString(), Cancellation),
        "digest of a tag" => _registry.FindDigestAsync(Repository, "1", Cancellation),
        "blob" => _registry.OpenBlobAsync(Repository, Blob, Cancellation),
        "is the blob there" => _registry.FindBlobSizeAsync(Repository, Blob.Digest, Cancellation),
        "tags" => _registry.ListTagsAsync(Repository, Cancellation),
        "repositories" => _registry.ListRepositoriesAsync(Cancellation),
        "referrers" => _registry.ListReferrersAsync(Repository, Blob.Digest, null, Cancellation),
        "push of a blob" => _registry.PushBlobAsync(Repository, Blob, () => new MemoryStream(Content), Cancellation),
        _ => _registry.PutManifestAsync(Repository, "1", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation),
    };
}
