using System.Security.Cryptography;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Blobs;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Blobs;

[TestClass]
public sealed class BlobRangeTests(TestContext context)
{
    private const string Repository = "org/protoc";
    private const int MiB = 1024 * 1024;

    private readonly TestTime _time = new();

    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod]
    public async Task What_is_cut_off_after_the_last_byte_is_not_missed()
    {
        var content = RandomNumberGenerator.GetBytes(100);
        var blob = new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256(content), content.Length);
        using var client = new HttpClient();
        var source = new BlobSource(new("registry.test", client, _time), "registry.test", new("http://registry.test"), blob, "the blob");
        await using var range = new BlobRange(source, _time, 0, content.Length, whole: new CutOff(content));

        var read = new byte[200];
        Assert.AreEqual(100, await range.ReadAsync(read, Cancellation));
        Assert.AreEqual(0, await range.ReadAsync(read, Cancellation));
        Assert.AreEqual(0, await range.ReadAsync(read, Cancellation));

        Assert.IsEmpty(_time.Pauses);
    }

    [TestMethod]
    public async Task A_transfer_that_breaks_while_it_is_done_again_goes_on()
    {
        await using var server = await TestRegistry.StartAsync(new(Ranges: false));
        var content = RandomNumberGenerator.GetBytes(3 * MiB);
        server.PutBlob(Repository, content);
        server.Faults.Add(Fault.TruncateAfter(2 * MiB), times: 1);
        server.Faults.Add(Fault.TruncateAfter(MiB), times: 1);
        using var connections = new RegistryConnections(time: _time);

        await using var stream = (await connections.Open(new(server.Host, Insecure: true))
            .OpenBlobAsync(Repository, new(MediaTypes.LayerTarGzip, Digest.Sha256(content), content.Length), Cancellation))!;
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);

        Assert.AreSequenceEqual(content, read.ToArray());
        Assert.HasCount(3, server.Requests.All);
    }

    /// <summary>All bytes, and then no proper end.</summary>
    private sealed class CutOff(byte[] content) : ReadOnlyStream
    {
        private bool _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given)
            {
                throw RegistryFailure.Truncated("the blob", "the last chunk is missing");
            }

            _given = true;
            content.CopyTo(buffer);
            return new(content.Length);
        }
    }
}
