using System.Security.Cryptography;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class BlobUploadTests(TestContext context) : IAsyncDisposable
{
    private const string Repository = "org/protoc";
    private const int MiB = 1024 * 1024;

    private readonly TestTime _time = new();
    private TestRegistry _server = null!;
    private RegistryConnections _connections = null!;

    private CancellationToken Cancellation => context.CancellationToken;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await TestRegistry.StartAsync();
        _connections = new RegistryConnections(time: _time);
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }

    [TestMethod]
    public async Task A_large_blob_goes_in_chunks()
    {
        var blob = await PushAsync(7 * MiB);

        Assert.IsNotNull(_server.Content.Blob(Repository, ContentDigest.Of(blob)));
        Assert.AreSequenceEqual(
            new[] { "HEAD", "POST", "PATCH", "PATCH", "PATCH", "PUT" },
            _server.Requests.All.Select(request => request.Method).ToArray());
        Assert.AreSequenceEqual(
            new[] { "0-3145727", "3145728-6291455", "6291456-7340031" },
            _server.Requests.All.Select(request => request.ContentRange).OfType<string>().ToArray());
        Assert.IsLessThanOrEqualTo(3 * MiB, _server.Requests.All.Max(request => request.BodyLength));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(4 * MiB)]
    public async Task A_small_blob_goes_in_one_request(int size)
    {
        await PushAsync(size);

        Assert.AreSequenceEqual(new[] { "HEAD", "POST", "PUT" }, _server.Requests.All.Select(request => request.Method).ToArray());
    }

    [TestMethod]
    [DataRow("PUT")]
    [DataRow("POST")]
    public async Task A_transient_failure_starts_the_upload_anew(string method)
    {
        _server.Faults.Add(Fault.Status(503), RequestKind.Upload, method: method, times: 2);

        var blob = await PushAsync(4 * MiB);

        Assert.IsNotNull(_server.Content.Blob(Repository, ContentDigest.Of(blob)));
        Assert.AreEqual(3, _server.Requests.Count(RequestKind.Upload, "POST"));
        Assert.HasCount(2, _time.Pauses);
    }

    [TestMethod]
    public async Task A_chunk_that_failed_is_sent_again_and_nothing_else()
    {
        _server.Faults.Add(Fault.Status(503), RequestKind.Upload, method: "PATCH", skip: 1, times: 2);

        var blob = await PushAsync(7 * MiB);

        Assert.IsNotNull(_server.Content.Blob(Repository, ContentDigest.Of(blob)));
        Assert.AreEqual(1, _server.Requests.Count(RequestKind.Upload, "POST"));
        Assert.AreSequenceEqual(
            new[] { "0-3145727", "3145728-6291455", "3145728-6291455", "3145728-6291455", "6291456-7340031" },
            _server.Requests.All.Select(request => request.ContentRange).OfType<string>().ToArray());
        Assert.HasCount(2, _time.Pauses);
    }

    [TestMethod]
    public async Task A_chunk_whose_answer_was_lost_is_not_sent_again()
    {
        _server.Faults.Add(Fault.ResetAfter(0), RequestKind.Upload, method: "PATCH", skip: 1, times: 1);

        var blob = await PushAsync(7 * MiB);

        Assert.IsNotNull(_server.Content.Blob(Repository, ContentDigest.Of(blob)));
        Assert.AreSequenceEqual(
            new[] { "HEAD", "POST", "PATCH", "PATCH", "GET", "PATCH", "PUT" },
            _server.Requests.All.Select(request => request.Method).ToArray());
    }

    [TestMethod]
    public async Task A_blob_begins_anew_when_its_session_is_gone()
    {
        _server.Faults.Add(Fault.Status(503), RequestKind.Upload, method: "PATCH", skip: 1, times: 1);
        _server.Faults.Add(Fault.Status(404), RequestKind.Upload, method: "GET");

        var blob = await PushAsync(7 * MiB);

        Assert.IsNotNull(_server.Content.Blob(Repository, ContentDigest.Of(blob)));
        Assert.AreEqual(2, _server.Requests.Count(RequestKind.Upload, "POST"));
    }

    [TestMethod]
    public async Task A_registry_that_stays_away_is_not_asked_for_ever()
    {
        _server.Faults.Add(Fault.Status(503), RequestKind.Upload, method: "PATCH");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => PushAsync(5 * MiB));

        Assert.AreSame(RegistryErrors.Busy, failure.Code);
        Assert.AreEqual(3, _server.Requests.Count(RequestKind.Upload, "PATCH"));
        Assert.AreEqual(1, _server.Requests.Count(RequestKind.Upload, "POST"));
    }

    [TestMethod]
    public async Task A_blob_whose_last_answer_was_lost_is_found()
    {
        _server.Faults.Add(Fault.ResetAfter(0), RequestKind.Upload, method: "PUT", times: 1);

        await PushAsync(10);

        Assert.AreSequenceEqual(
            new[] { "HEAD", "POST", "PUT", "HEAD" }, _server.Requests.All.Select(request => request.Method).ToArray());
    }

    [TestMethod]
    public async Task A_blob_of_another_repository_is_mounted_where_the_registry_does_that()
    {
        var blob = RandomNumberGenerator.GetBytes(100);
        _server.Content.PutBlob("org/base", blob);
        var descriptor = new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256(blob), blob.Length);

        var mounted = await Registry().PushBlobAsync(Repository, descriptor, () => throw new InvalidOperationException("opened"), Cancellation, "org/base");
        var declined = await Registry().PushBlobAsync("org/other", descriptor, () => new MemoryStream(blob), Cancellation, "org/nothing");

        Assert.AreEqual(BlobPush.Mounted, mounted);
        Assert.AreEqual(BlobPush.Uploaded, declined);
        Assert.AreSequenceEqual(
            new[] { "HEAD", "POST", "HEAD", "POST", "PUT" }, _server.Requests.All.Select(request => request.Method).ToArray());
        Assert.IsNotNull(_server.Content.Blob(Repository, descriptor.Digest.ToString()));
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(403)]
    [DataRow(404)]
    [DataRow(405)]
    [DataRow(500)]
    public async Task A_mount_that_is_refused_is_an_upload(int status)
    {
        var blob = RandomNumberGenerator.GetBytes(100);
        var descriptor = new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256(blob), blob.Length);
        _server.Faults.Add(Fault.Status(status), RequestKind.Upload, path: "mount=");

        var pushed = await Registry().PushBlobAsync(Repository, descriptor, () => new MemoryStream(blob), Cancellation, "org/base");

        Assert.AreEqual(BlobPush.Uploaded, pushed);
        Assert.IsFalse(await Registry().TryMountBlobAsync("org/other", descriptor.Digest, "org/base", Cancellation));
    }

    [TestMethod]
    [DataRow(401, "OCX2003")]
    [DataRow(403, "OCX2003")]
    [DataRow(404, "OCX2002")]
    [DataRow(405, "OCX2014")]
    [DataRow(413, "OCX2014")]
    [DataRow(503, "OCX2004")]
    public async Task A_refusal_ends_in_its_code(int status, string code)
    {
        _server.Faults.Add(Fault.Status(status), RequestKind.Upload);
        _server.Faults.Add(Fault.Status(status), RequestKind.Manifest);

        var blob = await Assert.ThrowsExactlyAsync<OcxException>(() => PushAsync(10));
        var manifest = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            Registry().PutManifestAsync(Repository, "1", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), Cancellation));

        Assert.AreEqual(code, blob.Code.Id);
        Assert.AreEqual(code, manifest.Code.Id);
        Assert.Contains($"{_server.Host}/{Repository}:1", manifest.Message);
    }

    [TestMethod]
    [DataRow("http://elsewhere.example/upload/1")]
    [DataRow("//elsewhere.example/upload/1")]
    [DataRow("https://SAME/upload/1")]
    public async Task Another_host_gets_nothing(string location)
    {
        _server.Faults.Add(
            Fault.Header("Location", location.Replace("SAME", _server.Host, StringComparison.Ordinal)), RequestKind.Upload, method: "POST");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => PushAsync(10));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        Assert.Contains("another host", failure.Message);
        Assert.AreEqual(1, _server.Requests.Count(RequestKind.Upload));
    }

    [TestMethod]
    [DataRow("//[/upload")]
    [DataRow("//:99999/")]
    public async Task A_place_that_is_none_is_said_to_be_none(string location)
    {
        _server.Faults.Add(Fault.Header("Location", location), RequestKind.Upload, method: "POST");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => PushAsync(10));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
    }

    [TestMethod]
    public async Task A_source_that_cannot_be_read_is_named()
    {
        foreach (var open in (Func<Stream>[])[() => throw new FileNotFoundException("no such layer"), () => new BrokenStream(10)])
        {
            var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => Registry().PushBlobAsync(
                Repository, new(MediaTypes.LayerTarGzip, Digest.Sha256([1]), 100), open, Cancellation));

            Assert.AreSame(StoreErrors.InputOutput, failure.Code);
            Assert.Contains("source", failure.Message);
        }
    }

    [TestMethod]
    public async Task An_absolute_location_with_escapes_is_kept()
    {
        var location = $"{_server.Address}v2/{Repository}/blobs/uploads/none?state=a%2Fb%3D%26";
        _server.Faults.Add(Fault.Header("Location", location), RequestKind.Upload, method: "POST");

        await Assert.ThrowsExactlyAsync<OcxException>(() => PushAsync(10));

        Assert.Contains("?state=a%2Fb%3D%26&digest=sha256:", _server.Requests.All[^1].Path);
    }

    private IRegistry Registry() => _connections.Open(new(_server.Host, Insecure: true));

    private async Task<byte[]> PushAsync(int size)
    {
        var blob = RandomNumberGenerator.GetBytes(size);
        await Registry().PushBlobAsync(
            Repository, new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256(blob), size), () => new MemoryStream(blob), Cancellation);
        return blob;
    }
}
