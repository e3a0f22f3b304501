using System.Security.Cryptography;
using Ocx.Core.Configuration;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Network;
using Ocx.Core.Tests.Registry.Network;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Blobs;

/// <summary>Large blobs from registries that limit each connection.</summary>
[TestClass]
public sealed class BlobPartsTests(TestContext context)
{
    private const string Repository = "org/protoc";
    private const int Size = 6 * 1024 * 1024;

    /// <summary>Slow enough that one connection never is enough.</summary>
    private const int BytesPerSecond = 3_000_000;

    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod]
    public async Task A_slow_blob_is_fetched_in_parts()
    {
        await using var server = await TestRegistry.StartAsync(new(BytesPerSecond: BytesPerSecond));

        await AssertReadAsync(server);

        var parts = server.Requests.All.Where(request => request.Range is not null).ToList();
        Assert.IsNotEmpty(parts);
        Assert.HasCount(parts.Count, parts.DistinctBy(part => part.Range), "nothing comes twice");
        Assert.IsNull(server.Requests.All[0].Range, "it begins as an ordinary request");
    }

    [TestMethod]
    public async Task Parts_do_not_share_a_connection_of_HTTP2()
    {
        using var files = new TemporaryDirectory();
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        await using var server = await TestRegistry.StartAsync(new(BytesPerSecond: BytesPerSecond, Certificate: certificate));
        var trusted = new Dictionary<string, string> { ["SSL_CERT_FILE"] = files.Write("own.pem", certificates.Pem) };

        await AssertReadAsync(server, new NetworkSettings(new VariableReader(trusted)));

        Assert.AreEqual("HTTP/2", server.Requests.All[0].Protocol);
        var parts = server.Requests.All.Where(request => request.Range is not null && !request.Range.EndsWith($"-{Size - 1}", StringComparison.Ordinal)).ToList();
        Assert.IsNotEmpty(parts);
        Assert.IsTrue(parts.TrueForAll(part => part.Protocol == "HTTP/1.1"));
    }

    [TestMethod]
    public async Task Connections_that_share_a_limit_transfer_nothing_twice()
    {
        await using var server = await TestRegistry.StartAsync(new(SharedBytesPerSecond: BytesPerSecond));

        await AssertReadAsync(server);

        Assert.HasCount(server.Requests.All.Count, server.Requests.All.DistinctBy(request => request.Range));
    }

    [TestMethod]
    public async Task Without_ranges_one_connection_has_to_do()
    {
        await using var server = await TestRegistry.StartAsync(new(BytesPerSecond: BytesPerSecond, Ranges: false));

        await AssertReadAsync(server);

        Assert.HasCount(1, server.Requests.All);
    }

    [TestMethod]
    [DataRow("busy")]
    [DataRow("refused")]
    [DataRow("another part")]
    [DataRow("reset")]
    [DataRow("silent")]
    public async Task Parts_that_fail_leave_the_first_connection_as_it_was(string how)
    {
        await using var server = await TestRegistry.StartAsync(new(BytesPerSecond: BytesPerSecond));
        server.Faults.Add(
            how switch
            {
                "busy" => Fault.TooManyRequests(retryAfterSeconds: 1),
                "refused" => Fault.Status(403),
                "another part" => Fault.Header("Content-Range", $"bytes 0-9/{Size}"),
                "reset" => Fault.ResetAfter(0),
                _ => Fault.StallAfter(0),
            },
            RequestKind.Blob,
            skip: 1);

        await AssertReadAsync(server);
    }

    [TestMethod]
    public async Task A_part_that_breaks_is_continued()
    {
        await using var server = await TestRegistry.StartAsync(new(BytesPerSecond: BytesPerSecond));
        server.Faults.Add(Fault.TruncateAfter(400_000), RequestKind.Blob, skip: 1, times: 2);

        await AssertReadAsync(server);
    }

    [TestMethod]
    public async Task A_reader_that_leaves_leaves_nothing_behind()
    {
        await using var server = await TestRegistry.StartAsync(new(BytesPerSecond: BytesPerSecond));
        using var connections = new RegistryConnections();
        var (_, stream) = await OpenAsync(connections, server);

        await stream.ReadExactlyAsync(new byte[Size / 2], Cancellation);

        await stream.DisposeAsync();
        await stream.DisposeAsync();
    }

    private async Task AssertReadAsync(TestRegistry server, NetworkSettings? settings = null)
    {
        using var connections = new RegistryConnections(settings);
        var (content, stream) = await OpenAsync(connections, server);
        await using var opened = stream;
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);
        Assert.AreSequenceEqual(content, read.ToArray());
    }

    private async Task<(byte[] Content, Stream Stream)> OpenAsync(RegistryConnections connections, TestRegistry server)
    {
        var content = RandomNumberGenerator.GetBytes(Size);
        server.PutBlob(Repository, content);
        var stream = await connections.Open(new(server.Host, Insecure: server.Address.Scheme == Uri.UriSchemeHttp))
            .OpenBlobAsync(Repository, new(MediaTypes.LayerTarGzip, Digest.Sha256(content), Size), Cancellation);
        return (content, stream!);
    }
}
