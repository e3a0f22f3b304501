using System.Security.Cryptography;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Blobs;

/// <summary>Transfers that break (catalogue of hostile registries: N17).</summary>
[TestClass]
public sealed class BlobResumeTests(TestContext context)
{
    private const string Repository = "org/protoc";
    private const int MiB = 1024 * 1024;

    private readonly TestTime _time = new();

    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod]
    public async Task A_connection_closed_early_is_continued_where_it_ended()
    {
        await using var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.TruncateAfter(100_000), times: 2);

        await AssertReadAsync(server, 500_000);

        Assert.AreSequenceEqual(
            new[] { null, "bytes=100000-499999", "bytes=200000-499999" }, server.Requests.All.Select(request => request.Range).ToArray());
        Assert.HasCount(2, _time.Pauses);
    }

    [TestMethod]
    public async Task A_reset_connection_is_continued()
    {
        await using var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.ResetAfter(3 * MiB), times: 1);

        await AssertReadAsync(server, 4 * MiB);

        Assert.HasCount(2, server.Requests.All);
    }

    [TestMethod]
    public async Task A_stalled_transfer_is_continued_after_its_time_out()
    {
        await using var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.StallAfter(100_000), times: 1);
        using var connections = new RegistryConnections(time: _time);
        var (content, stream) = await OpenAsync(connections, server, 200_000);
        await using var opened = stream;
        var read = new byte[content.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 100_000), Cancellation);

        var rest = stream.ReadExactlyAsync(read.AsMemory(100_000), Cancellation);
        _time.Expire();
        await rest;

        Assert.AreSequenceEqual(content, read);
        Assert.AreEqual("bytes=100000-199999", server.Requests.All[^1].Range);
    }

    [TestMethod]
    public async Task A_transfer_that_gets_on_may_break_often()
    {
        await using var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.TruncateAfter(70_000));

        await AssertReadAsync(server, 700_000);

        Assert.HasCount(10, server.Requests.All);
    }

    [TestMethod]
    public async Task A_transfer_that_does_not_get_on_ends()
    {
        await using var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.TruncateAfter(10));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => AssertReadAsync(server, 200_000));

        Assert.AreEqual(("OCX2007", ExitCode.Temporary), (failure.Code.Id, failure.Exit));
        Assert.HasCount(3, server.Requests.All);
    }

    [TestMethod]
    [DataRow("bytes 0-9/200000")]
    [DataRow("bytes 100001-199999/200000")]
    [DataRow("bytes 100000-199999/200001")]
    [DataRow("bytes 100000-200000/200001")]
    [DataRow("bytes */200000")]
    [DataRow("lines 100000-199999/200000")]
    public async Task Another_part_than_asked_for_is_refused(string range)
    {
        await using var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.TruncateAfter(100_000), times: 1);
        server.Faults.Add(Fault.Header("Content-Range", range));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => AssertReadAsync(server, 200_000));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        Assert.HasCount(2, server.Requests.All);
    }

    [TestMethod]
    public async Task Without_ranges_a_little_is_transferred_again()
    {
        await using var server = await TestRegistry.StartAsync(new(Ranges: false));
        server.Faults.Add(Fault.TruncateAfter(2 * MiB), times: 1);

        await AssertReadAsync(server, 3 * MiB);

        Assert.HasCount(2, server.Requests.All);
    }

    [TestMethod]
    public async Task Without_ranges_much_is_not_transferred_again()
    {
        await using var server = await TestRegistry.StartAsync(new(Ranges: false));
        server.Faults.Add(Fault.TruncateAfter((8 * MiB) + 1), times: 1);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => AssertReadAsync(server, 9 * MiB));

        Assert.AreSame(RegistryErrors.Truncated, failure.Code);
        Assert.Contains("not sent in parts", failure.Message);
    }

    [TestMethod]
    public async Task A_blob_that_goes_away_meanwhile_is_missing()
    {
        await using var server = await TestRegistry.StartAsync();
        server.Faults.Add(Fault.TruncateAfter(100_000), times: 1);
        server.Faults.Add(Fault.Error(404, "BLOB_UNKNOWN", "no such blob"));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => AssertReadAsync(server, 200_000));

        Assert.AreSame(RegistryErrors.NotFound, failure.Code);
    }

    private async Task AssertReadAsync(TestRegistry server, int size)
    {
        using var connections = new RegistryConnections(time: _time);
        var (content, stream) = await OpenAsync(connections, server, size);
        await using var opened = stream;
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);
        Assert.AreSequenceEqual(content, read.ToArray());
    }

    private async Task<(byte[] Content, Stream Stream)> OpenAsync(RegistryConnections connections, TestRegistry server, int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        server.PutBlob(Repository, content);
        var stream = await connections.Open(new(server.Host, Insecure: true))
            .OpenBlobAsync(Repository, new(MediaTypes.LayerTarGzip, Digest.Sha256(content), size), Cancellation);
        return (content, stream!);
    }
}
