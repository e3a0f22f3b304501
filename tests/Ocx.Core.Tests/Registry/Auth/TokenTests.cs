using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Testing;
using static Ocx.Core.Tests.Registry.Auth.CanaryNetwork;

namespace Ocx.Core.Tests.Registry.Auth;

[TestClass]
public sealed class TokenTests : CanaryTest
{
    private static readonly RegistryAuthentication Public = new(User, Password, Strangers: true);

    [TestMethod]
    public async Task A_mount_asks_to_read_the_other_repository_too()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();

        await registry.TryMountBlobAsync("tools/one", Digest.Sha256([1]), "tools/base", Cancellation);

        Assert.Contains(
            "scope=repository%3Atools%2Fone%3Apull%2Cpush&scope=repository%3Atools%2Fbase%3Apull",
            Network.Registry.Requests.All.First(request => request.Kind == RequestKind.Token).Path);
    }

    [TestMethod]
    public async Task A_public_registry_that_wants_a_token_is_read_with_one_for_each_repository()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Strangers: true));
        var digest = Seed(Network.Registry, Repository);
        Seed(Network.Registry, "tools/two");

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));
        Assert.IsNotNull(await registry.GetManifestAsync(Repository, digest, Cancellation));
        Assert.AreEqual(1, Network.Registry.Requests.Count(RequestKind.Token));

        // N08: what was got for one repository is not shown for another. And the demand is known by now: it is not waited for again.
        Assert.IsNotNull(await registry.GetManifestAsync("tools/two", "1", Cancellation));
        Assert.AreSequenceEqual(
            new[] { "/v2/tools/one/manifests/1", "/token", "/v2/tools/one/manifests/1", $"/v2/tools/one/manifests/{digest}", "/token", "/v2/tools/two/manifests/1" },
            Network.Registry.Requests.All.Select(request => request.Path.Split('?')[0]).ToArray());
        Assert.AreNotEqual(Network.Registry.Requests.All[2].Authorization, Network.Registry.Requests.All[^1].Authorization);
    }

    [TestMethod]
    public async Task Many_who_need_the_same_token_share_one()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Strangers: true));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => registry.GetManifestAsync(Repository, "1", Cancellation)));

        Assert.AreEqual(1, Network.Registry.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task A_token_is_bought_while_all_connections_have_been_refused()
    {
        const int Connections = 32;
        var registry = await Network.StartRegistryAsync(new(User, Password, Strangers: true));
        Network.Registry.Faults.Add(Fault.Together(Connections), RequestKind.Manifest, times: Connections);

        var reading = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => registry.GetManifestAsync(Repository, "1", Cancellation)));

        Assert.IsTrue((await reading.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).All(document => document is not null));
        Assert.AreEqual(1, Network.Registry.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task A_known_account_buys_the_token()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));

        var bought = Network.Registry.Requests.All.Single(request => request.Kind == RequestKind.Token);
        Assert.StartsWith("Basic ", bought.Authorization!);
        Assert.AreEqual("/token?service=test&scope=repository%3Atools%2Fone%3Apull", bought.Path);
        Assert.IsTrue(Network.Registry.Requests.All.All(request => request.Kind == RequestKind.Token || request.Authorization?.StartsWith("Basic", StringComparison.Ordinal) != true));
    }

    [TestMethod]
    public async Task A_token_is_used_until_it_ends()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Strangers: true, ExpiresIn: 100));
        await registry.GetManifestAsync(Repository, "1", Cancellation);

        Pass(TimeSpan.FromSeconds(90));
        await registry.GetManifestAsync(Repository, "1", Cancellation);
        Assert.AreEqual(1, Network.Registry.Requests.Count(RequestKind.Token));

        Pass(TimeSpan.FromSeconds(10));
        await registry.GetManifestAsync(Repository, "1", Cancellation);
        Assert.AreEqual(2, Network.Registry.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task A_token_that_the_registry_forgot_is_bought_anew()
    {
        var account = new RegistryAuthentication(User, Password, Strangers: true);
        var registry = await Network.StartRegistryAsync(account);
        await registry.GetManifestAsync(Repository, "1", Cancellation);

        account.Issued.Clear();

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));
        Assert.AreEqual(2, Network.Registry.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task Pushing_buys_the_right_to_push_before_content_is_sent()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();
        var blob = new byte[4 * 1024 * 1024];

        await registry.PushBlobAsync(Repository, new(MediaTypes.LayerTarGzip, Digest.Sha256(blob), blob.Length), () => new MemoryStream(blob), Cancellation);
        await registry.PutManifestAsync(Repository, "2", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation);

        var requests = Network.Registry.Requests.All;
        Assert.IsTrue(requests.Where(request => request.BodyLength > 0).All(request => request.Status < 300));
        Assert.AreSequenceEqual(
            new[] { "repository:tools/one:pull,push" },
            requests.Where(request => request.Kind == RequestKind.Token).Select(request => Uri.UnescapeDataString(request.Path.Split("scope=")[1])).ToArray());
    }

    [TestMethod]
    public async Task A_manifest_alone_can_be_pushed_too()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();

        await registry.PutManifestAsync(Repository, "2", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation);

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "2", Cancellation));
    }

    [TestMethod]
    public async Task An_upload_that_goes_on_at_an_address_of_its_own_keeps_its_token()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Header("Location", "/elsewhere/session-1?state=x"), RequestKind.Upload, method: "POST");
        var blob = new byte[10];

        await Network.FailureAsync(() => registry.PushBlobAsync(
            Repository, new(MediaTypes.LayerTarGzip, Digest.Sha256(blob), blob.Length), () => new MemoryStream(blob), Cancellation));

        var put = Network.Registry.Requests.All[^1];
        Assert.StartsWith("/elsewhere/session-1?state=x&digest=", put.Path);
        Assert.AreEqual(Network.Registry.Requests.All.Last(request => request.Method == "POST").Authorization, put.Authorization);
    }

    [TestMethod]
    public async Task The_catalog_has_a_scope_of_its_own()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();

        Assert.Contains(Repository, await registry.ListRepositoriesAsync(Cancellation));

        Assert.Contains("scope=registry%3Acatalog%3A%2A", Network.Registry.Requests.All.Single(request => request.Kind == RequestKind.Token).Path);
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("""{"token":""}""")]
    [DataRow("""{"token":"a\r\nb"}""")]
    [DataRow("""{"token":"a b"}""")]
    [DataRow("""{"token":"\u00e9"}""")]
    [DataRow("""{"token":{}}""")]
    [DataRow("""{"token":"\ud800"}""")]
    public async Task N10_a_token_that_is_none_is_not_shown(string answer)
    {
        var registry = await Network.StartRegistryAsync(Public);
        Network.Registry.Faults.Add(Fault.Status(200, answer, "application/json"), RequestKind.Token);

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(("OCX2019", ExitCode.Authentication), (failure.Code.Id, failure.Exit));
        Assert.AreEqual(2, Network.Registry.Requests.Count());
    }

    [TestMethod]
    public async Task N10_an_endless_or_bottomless_answer_is_refused()
    {
        var registry = await Network.StartRegistryAsync(Public);
        var large = Network.Registry.Faults.Add(Fault.Status(200, $$"""{"token":"{{new string('a', 65 * 1024)}}"}""", "application/json"), RequestKind.Token);
        Assert.AreEqual("OCX2019", (await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation))).Code.Id);

        Network.Registry.Faults.Remove(large);
        Network.Registry.Faults.Add(Fault.Status(200, $$"""{"x":{{new string('[', 30_000)}}""", "application/json"), RequestKind.Token);
        Assert.AreEqual("OCX2019", (await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation))).Code.Id);
    }

    [TestMethod]
    [DataRow(429, "OCX2004", ExitCode.Temporary, 3)]
    [DataRow(503, "OCX2004", ExitCode.Temporary, 3)]
    [DataRow(500, "OCX2019", ExitCode.Authentication, 1)]
    public async Task A_token_service_that_fails_is_named(int status, string code, ExitCode exit, int attempts)
    {
        var registry = await Network.StartRegistryAsync(Public);
        Network.Registry.Faults.Add(Fault.Status(status), RequestKind.Token);

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual((code, exit), (failure.Code.Id, failure.Exit));
        Assert.Contains($"token service {Network.Host}", failure.Message);
        Assert.AreEqual(attempts, Network.Registry.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task A_token_service_that_fails_an_upload_is_asked_as_often_as_one_that_fails_a_download()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.Status(503), RequestKind.Token, skip: 1);
        var blob = new byte[10];
        var descriptor = new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256(blob), blob.Length);
        Task PushAsync() => registry.PushBlobAsync(Repository, descriptor, () => new MemoryStream(blob), Cancellation);

        // The token for the first question is good, and is refused where the upload begins.
        Network.Registry.Faults.Add(
            Fault.Error(401, "UNAUTHORIZED", "no", ("WWW-Authenticate", $"Bearer realm=\"http://{Network.Host}/token\"")), RequestKind.Upload, method: "POST");
        var failure = await Network.FailureAsync(PushAsync);

        Assert.AreEqual(("OCX2004", ExitCode.Temporary), (failure.Code.Id, failure.Exit));
        Assert.AreEqual(1 + 3, Network.Registry.Requests.Count(RequestKind.Token));
        Assert.AreEqual(1, Network.Registry.Requests.Count(RequestKind.Upload));
    }

    [TestMethod]
    public async Task A_token_service_that_breaks_its_connections_is_asked_again()
    {
        var registry = await Network.StartRegistryAsync(Public);
        Network.Registry.Faults.Add(Fault.ResetAfter(0), RequestKind.Token, times: 2);

        Assert.IsNotNull(await registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(3, Network.Registry.Requests.Count(RequestKind.Token));
        Assert.HasCount(2, Network.Time.Pauses);
    }

    [TestMethod]
    public async Task A_token_service_that_breaks_its_connections_is_asked_again_for_what_is_sent_once()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();
        Network.Registry.Faults.Add(Fault.ResetAfter(0), RequestKind.Token, times: 2);

        await registry.PutManifestAsync(Repository, "2", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation);

        Assert.AreEqual(3, Network.Registry.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task A_token_service_that_is_not_there_is_looked_for_three_times()
    {
        var registry = await Network.StartRegistryAsync(Public);
        Network.Registry.Faults.Add(Fault.ResetAfter(0), RequestKind.Token);

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(("OCX2001", ExitCode.Temporary), (failure.Code.Id, failure.Exit));
        Assert.Contains($"The token service {Network.Host} of the registry {Network.Host} cannot be reached", failure.Message);
        Assert.AreEqual(3, Network.Registry.Requests.Count(RequestKind.Token));
    }

    [TestMethod]
    public async Task A_token_service_that_is_not_secure_is_called_so()
    {
        var plain = await Network.StartAsync("auth.test", "203.0.113.5");
        var registry = await Network.StartRegistryAsync(new(User, Password, Realm: $"https://{HostOf(plain, "auth.test")}/token"));
        Network.SignIn();

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(("OCX2017", ExitCode.Unavailable), (failure.Code.Id, failure.Exit));
        Assert.Contains($"The connection to the token service {HostOf(plain, "auth.test")} of the registry {Network.Host} is not secure", failure.Message);
        Assert.IsEmpty(Network.Time.Pauses);
    }

    [TestMethod]
    public async Task A_token_service_without_an_address_is_looked_for_again()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Realm: "https://nobody.test/token"));
        Network.SignIn();

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreEqual(("OCX2001", ExitCode.Temporary), (failure.Code.Id, failure.Exit));
        Assert.AreEqual(3, Network.Connector.Resolved.Count(name => name == "nobody.test"));
    }

    [TestMethod]
    public void The_time_in_a_web_token_counts_before_what_came_with_it()
    {
        var now = DateTimeOffset.UnixEpoch.AddHours(1);
        var payload = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"exp":3900}""")).TrimEnd('=');

        Assert.AreEqual(now.AddSeconds(295), Ocx.Core.Registry.Auth.TokenLifetime.EndOf($"h.{payload}.s", 10, now));
        Assert.AreEqual(now.AddSeconds(5), Ocx.Core.Registry.Auth.TokenLifetime.EndOf("opaque", 10, now));
        Assert.AreEqual(now.AddSeconds(55), Ocx.Core.Registry.Auth.TokenLifetime.EndOf("opaque", null, now));
        Assert.AreEqual(now.AddSeconds(55), Ocx.Core.Registry.Auth.TokenLifetime.EndOf("a.!!!.c", null, now));
        Assert.AreEqual(now.AddSeconds(3595), Ocx.Core.Registry.Auth.TokenLifetime.EndOf("opaque", double.MaxValue, now));
        Assert.AreEqual(now.AddSeconds(-5), Ocx.Core.Registry.Auth.TokenLifetime.EndOf("opaque", -1e300, now));
    }

    /// <summary>A short pause of the clock, over at once.</summary>
    private void Pass(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(10))
        {
            Network.Time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan).Dispose();
        }
    }
}
