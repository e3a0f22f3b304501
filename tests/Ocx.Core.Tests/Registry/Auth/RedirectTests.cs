using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Network;
using Ocx.Testing;
using static Ocx.Core.Tests.Registry.Auth.CanaryNetwork;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class RedirectTests : CanaryTest
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("content of a layer");

    private static Descriptor Blob => new(MediaTypes.LayerTarGzip, Digest.Sha256(Content), Content.Length);

    [TestMethod]
    [DataRow("stranger.test", true)]
    [DataRow("sub.registry.test", true)]
    [DataRow("registry.test", false)] // on another port
    [DataRow("stranger.test", false)]
    public async Task N01_N02_credentials_stay_when_the_content_is_elsewhere(string name, bool bearer)
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Bearer: bearer));
        var elsewhere = await Network.StartAsync(name, "203.0.113.1");
        elsewhere.PutBlob(Repository, Content);
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Redirect(new($"http://{HostOf(elsewhere, name)}/v2/{Repository}/blobs/{Blob.Digest}?signature=1")), RequestKind.Blob, skip: 1);

        await using var stream = await registry.OpenBlobAsync(Repository, Blob, Cancellation);

        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy, Cancellation);
        Assert.AreSequenceEqual(Content, copy.ToArray());
        Assert.IsNotNull(Network.Registry.Requests.All[^1].Authorization);
        Assert.IsNull(elsewhere.Requests.All.Single().Authorization);
    }

    [TestMethod]
    public async Task On_the_same_server_the_token_goes_along_and_after_a_detour_it_does_not()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        var elsewhere = await Network.StartAsync("stranger.test", "203.0.113.2");
        Network.Registry.PutBlob(Repository, Content);
        Network.SignIn();
        var own = Network.Registry.Faults.Add(Fault.Redirect(new($"http://{Network.Host}/v2/{Repository}/blobs/{Blob.Digest}?again")), path: $"blobs/{Blob.Digest}", skip: 1, times: 1);

        (await registry.OpenBlobAsync(Repository, Blob, Cancellation))!.Dispose();
        Assert.StartsWith("Bearer", Network.Registry.Requests.All[^1].Authorization!);

        Network.Registry.Faults.Remove(own);
        Network.Registry.Faults.Add(Fault.Redirect(new($"http://{HostOf(elsewhere, "stranger.test")}/there")), path: $"blobs/{Blob.Digest}", times: 1);
        elsewhere.Faults.Add(Fault.Redirect(new($"http://{Network.Host}/v2/{Repository}/blobs/{Blob.Digest}?back")));
        (await registry.OpenBlobAsync(Repository, Blob, Cancellation))!.Dispose();
        Assert.IsNull(Network.Registry.Requests.All.First(request => request.Path.EndsWith("?back", StringComparison.Ordinal)).Authorization);
    }

    [TestMethod]
    public async Task A_demand_of_the_place_redirected_to_is_not_the_registrys()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        var elsewhere = await Network.StartAsync("stranger.test", "203.0.113.2", new(User, Password, Bearer: false));
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Redirect(new($"http://{HostOf(elsewhere, "stranger.test")}/there")), RequestKind.Blob);

        var failure = await Network.FailureAsync(() => registry.OpenBlobAsync(Repository, Blob, Cancellation));

        Assert.AreSame(RegistryErrors.AccessDenied, failure.Code);
        Assert.AreEqual(1, elsewhere.Requests.Count());
    }

    [TestMethod]
    public async Task A_loop_ends()
    {
        var registry = await Network.StartRegistryAsync();
        Network.Registry.Faults.Add(Fault.Redirect(new($"http://{Network.Host}/v2/{Repository}/manifests/1")));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        Assert.AreEqual($"The registry {Network.Host} redirects more than 5 times for {Network.Host}/{Repository}:1.", failure.Message);
        Assert.AreEqual(6, Network.Registry.Requests.Count());
    }

    [TestMethod]
    [DataRow("file:///etc/passwd")]
    [DataRow("ftp://registry.test/x")]
    [DataRow("http://user:pass@stranger.test/x")]
    public async Task Only_the_web_is_followed(string target)
    {
        var registry = await Network.StartRegistryAsync();
        Network.Registry.Faults.Add(Fault.Redirect(new(target)));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, (await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation))).Code);
    }

    [TestMethod]
    public async Task N02_https_is_not_left_for_plain_http()
    {
        using var handler = new RedirectHandler(new AnsweringHandler(() => new(System.Net.HttpStatusCode.Found) { Headers = { Location = new("http://registry.test/x") } }));
        using var client = new HttpClient(handler);

        var failure = await Network.FailureAsync(() => client.GetAsync(new Uri("https://registry.test/v2/"), Cancellation));

        Assert.Contains("plain http", failure.Message);
    }

    [TestMethod]
    public async Task N03_content_goes_to_no_other_server()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        var elsewhere = await Network.StartAsync("stranger.test", "203.0.113.2");
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Header("Location", $"http://{HostOf(elsewhere, "stranger.test")}/upload/1"), RequestKind.Upload, method: "POST");

        var failure = await Network.FailureAsync(() => registry.PushBlobAsync(Repository, Blob, () => new MemoryStream(Content), Cancellation));

        Assert.Contains("another host", failure.Message);
        Assert.AreEqual(0, elsewhere.Requests.Count());
    }

    [TestMethod]
    public async Task A_write_is_not_redirected()
    {
        var registry = await Network.StartRegistryAsync();
        var elsewhere = await Network.StartAsync("stranger.test", "203.0.113.2");
        Network.Registry.Faults.Add(Fault.Redirect(new($"http://{HostOf(elsewhere, "stranger.test")}/v2/x/manifests/1")), method: "PUT");

        await Network.FailureAsync(() => registry.PutManifestAsync(Repository, "2", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation));

        Assert.AreEqual(0, elsewhere.Requests.Count());
    }

    private sealed class AnsweringHandler(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = answer();
            response.RequestMessage = request;
            return Task.FromResult(response);
        }
    }
}
