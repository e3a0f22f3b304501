using System.Net.Http.Headers;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class HttpBlobTests(TestContext context) : IAsyncDisposable
{
    private const string Repository = "org/protoc";

    private readonly TestTime _time = new();
    private TestRegistry _server = null!;
    private RegistryConnections _connections = null!;
    private IRegistry _registry = null!;

    private CancellationToken Cancellation => context.CancellationToken;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await TestRegistry.StartAsync();
        _connections = new RegistryConnections(time: _time);
        _registry = _connections.Open(new(_server.Host, Insecure: true));
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    public async Task A_blob_cut_short_is_truncated()
    {
        _server.Faults.Add(Fault.TruncateAfter(10_000), RequestKind.Blob);
        var digest = PutBlob(100_000);

        Assert.AreSame(RegistryErrors.Truncated, (await FailureOf(ReadAsync(digest, 100_000))).Code);
    }

    [TestMethod]
    [DataRow("missing", "OCX2007")]
    [DataRow("extra", "OCX2015")]
    [DataRow("flipped", "OCX2006")]
    public async Task A_blob_that_is_not_what_its_descriptor_says_is_refused(string what, string code)
    {
        var digest = PutBlob(1000);
        _server.Faults.Add(what == "missing" ? Fault.MissingBytes(1) : what == "extra" ? Fault.ExtraBytes(1) : Fault.FlipByte(500), RequestKind.Blob);
        await using var stream = new VerifiedBlobStream(
            (await _registry.OpenBlobAsync(Repository, DescriptorOf(digest), Cancellation))!,
            new(MediaTypes.LayerTarGzip, digest, 1000),
            "the layer");

        Assert.AreEqual(code, (await FailureOf(stream.CompleteAsync(Cancellation).AsTask())).Code.Id);
    }

    [TestMethod]
    public async Task A_stalled_blob_is_given_up()
    {
        var digest = PutBlob(1000);
        _server.Faults.Add(Fault.StallAfter(10), RequestKind.Blob);
        await using var stream = (await _registry.OpenBlobAsync(Repository, DescriptorOf(digest), Cancellation))!;
        await stream.ReadExactlyAsync(new byte[10], Cancellation);

        var stalled = stream.ReadAsync(new byte[10], Cancellation).AsTask();
        _time.Expire();

        Assert.AreSame(RegistryErrors.Unreachable, (await FailureOf(stalled)).Code);
    }

    [TestMethod]
    public async Task A_pause_of_the_reader_is_no_stall()
    {
        var digest = PutBlob(1000);
        await using var stream = (await _registry.OpenBlobAsync(Repository, DescriptorOf(digest), Cancellation))!;
        await stream.ReadExactlyAsync(new byte[10], Cancellation);

        _time.Expire();

        await stream.ReadExactlyAsync(new byte[990], Cancellation);
    }

    [TestMethod]
    public async Task A_stalled_read_is_cancelled()
    {
        var digest = PutBlob(1000);
        _server.Faults.Add(Fault.StallAfter(10), RequestKind.Blob);
        await using var stream = (await _registry.OpenBlobAsync(Repository, DescriptorOf(digest), Cancellation))!;
        await stream.ReadExactlyAsync(new byte[10], Cancellation);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var stalled = stream.ReadAsync(new byte[10], cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => stalled);
    }

    [TestMethod]
    public async Task Storage_elsewhere_gets_no_credentials()
    {
        await using var storage = await TestRegistry.StartAsync();
        var digest = Digest.Parse(storage.PutBlob("storage", new byte[1000]));
        _server.Faults.Add(Fault.Redirect(new Uri(storage.Address, $"/v2/storage/blobs/{digest}")), RequestKind.Blob);
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "secret") } };
        var registry = new HttpRegistry(_server.Host, _server.Address, client);

        await using var stream = await registry.OpenBlobAsync(Repository, DescriptorOf(digest), Cancellation);

        Assert.IsNotNull(stream);
        await stream.ReadExactlyAsync(new byte[1000], Cancellation);
        Assert.AreEqual("Bearer secret", _server.Requests.All.Single().Authorization);
        Assert.IsNull(storage.Requests.All.Single().Authorization);
    }

    [TestMethod]
    public async Task Requests_are_counted_by_kind()
    {
        var config = Digest.Parse(_server.PutBlob(Repository, "{}"u8.ToArray()));
        var manifest = ImageManifest.OfPackage(new(MediaTypes.PackageConfig, config, 2), []).ToBytes();
        _server.PutManifest(Repository, "package", manifest);
        var layer = PutBlob(10);

        await _registry.GetManifestAsync(Repository, "package", Cancellation);
        await ReadAsync(config, 2);
        await ReadAsync(layer, 10);

        Assert.AreEqual(1, _server.Requests.Count(RequestKind.Manifest));
        Assert.AreEqual(1, _server.Requests.Count(RequestKind.Config));
        Assert.AreEqual(1, _server.Requests.Count(RequestKind.Blob));
        _server.ResetRequests();
        Assert.AreEqual(0, _server.Requests.Count());
    }

    private static async Task<OcxException> FailureOf(Task task) => await Assert.ThrowsExactlyAsync<OcxException>(() => task);

    private Digest PutBlob(int size) => Digest.Parse(_server.PutBlob(Repository, new byte[size]));

    private static Descriptor DescriptorOf(Digest digest, int size = 1000) => new(MediaTypes.LayerTarGzip, digest, size);

    private async Task ReadAsync(Digest digest, int size)
    {
        await using var stream = await _registry.OpenBlobAsync(Repository, DescriptorOf(digest, size), Cancellation);
        await stream!.CopyToAsync(Stream.Null, Cancellation);
    }
}
