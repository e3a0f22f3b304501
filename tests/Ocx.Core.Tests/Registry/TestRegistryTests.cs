using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ocx.Core.Oci;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

/// <summary>What the test registry offers and no transport uses yet.</summary>
[TestClass]
public sealed class TestRegistryTests(TestContext context)
{
    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod]
    public async Task Ranges_are_served()
    {
        await using var server = await TestRegistry.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Range = new RangeHeaderValue(2, 3) } };
        var digest = server.PutBlob("a", new byte[] { 0, 1, 2, 3, 4 });

        using var response = await client.GetAsync(new Uri($"v2/a/blobs/{digest}", UriKind.Relative), Cancellation);

        Assert.AreEqual(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.AreSequenceEqual(new byte[] { 2, 3 }, await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [TestMethod]
    public async Task Blobs_are_mounted_from_where_they_are()
    {
        await using var server = await TestRegistry.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        var digest = server.PutBlob("a", new byte[] { 1 });

        using var mounted = await client.PostAsync(new Uri($"v2/b/blobs/uploads/?mount={digest}&from=a", UriKind.Relative), null, Cancellation);
        using var declined = await client.PostAsync(new Uri($"v2/b/blobs/uploads/?mount={digest}&from=c", UriKind.Relative), null, Cancellation);

        Assert.AreEqual(HttpStatusCode.Created, mounted.StatusCode);
        Assert.AreEqual(HttpStatusCode.Accepted, declined.StatusCode);
        Assert.IsNotNull(server.Content.Blob("b", digest));
    }

    [TestMethod]
    public async Task A_manifest_needs_its_blobs()
    {
        await using var server = await TestRegistry.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        using var content = new ByteArrayContent(ImageManifest.OfPackage(new(MediaTypes.PackageConfig, Digest.Sha256([1]), 1), []).ToBytes());

        using var response = await client.PutAsync(new Uri("v2/a/manifests/1", UriKind.Relative), content, Cancellation);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [TestMethod]
    public async Task Referrers_are_found_by_their_type()
    {
        await using var server = await TestRegistry.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        var config = new Descriptor("application/vnd.oci.empty.v1+json", Digest.Sha256("{}"u8), 2);
        var subject = new Descriptor(MediaTypes.ImageManifest, Digest.Sha256([1]), 1);
        var signature = new ImageManifest(2, MediaTypes.ImageManifest, config, [], subject, "text/signature").ToBytes();
        server.PutManifest("a", null, signature);

        var found = await ReferrersAsync("text/signature");
        var other = await ReferrersAsync("text/other");

        Assert.AreEqual(Digest.Sha256(signature).ToString(), found.Single().GetProperty("digest").GetString());
        Assert.IsEmpty(other);

        async Task<List<JsonElement>> ReferrersAsync(string type)
        {
            var address = new Uri($"v2/a/referrers/{subject.Digest}?artifactType={type}", UriKind.Relative);
            using var index = JsonDocument.Parse(await client.GetStringAsync(address, Cancellation));
            return [.. index.RootElement.GetProperty("manifests").EnumerateArray().Select(entry => entry.Clone())];
        }
    }

    [TestMethod]
    public async Task A_token_opens_one_repository()
    {
        await using var server = await TestRegistry.StartAsync(new(Authentication: new("user", "password")));
        server.PutManifest("a", "1", ImageIndex.Empty.ToBytes(), MediaTypes.ImageIndex);
        server.PutManifest("b", "1", ImageIndex.Empty.ToBytes(), MediaTypes.ImageIndex);
        using var client = new HttpClient { BaseAddress = server.Address };

        using var refused = await client.GetAsync(new Uri("v2/a/manifests/1", UriKind.Relative), Cancellation);
        Assert.Contains("scope=\"repository:a:pull\"", refused.Headers.WwwAuthenticate.Single().Parameter!);

        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("user:password")));
        using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri("token?scope=repository:a:pull", UriKind.Relative), Cancellation));
        client.DefaultRequestHeaders.Authorization = new("Bearer", answer.RootElement.GetProperty("token").GetString());
        using var allowed = await client.GetAsync(new Uri("v2/a/manifests/1", UriKind.Relative), Cancellation);
        using var elsewhere = await client.GetAsync(new Uri("v2/b/manifests/1", UriKind.Relative), Cancellation);

        Assert.AreEqual(HttpStatusCode.OK, allowed.StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
    }

    [TestMethod]
    public async Task A_stalled_answer_does_not_keep_the_registry_alive()
    {
        var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.StallAfter(0));
        using var client = new HttpClient { BaseAddress = server.Address };

        var stalled = client.GetAsync(new Uri("v2/", UriKind.Relative), Cancellation);
        await server.DisposeAsync();

        await Assert.ThrowsExactlyAsync<HttpRequestException>(() => stalled);
    }
}
