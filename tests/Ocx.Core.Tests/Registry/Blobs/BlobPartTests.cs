using System.Net;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Blobs;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Blobs;

[TestClass]
public sealed class BlobPartTests(TestContext context)
{
    private const int Attempts = 3000;

    /// <summary>The moment between the failure and the end of its task is short, so it is looked for often.</summary>
    [TestMethod]
    public async Task A_reader_that_waits_when_a_part_fails_gets_the_failure()
    {
        var time = new TestTime();
        var blob = new Descriptor(MediaTypes.LayerTarGzip, Digest.Sha256([1]), 100);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var server = new Gate();
            using var client = new HttpClient(server);
            var source = new BlobSource(new("registry.test", client, time), "registry.test", new("http://registry.test/v2/a/blobs/x"), blob, "the blob");
            await using var part = new BlobPart(source, time, 0, 100);
            await server.Asked.WaitAsync(context.CancellationToken);
            var reading = part.ReadAsync(new byte[10], context.CancellationToken).AsTask();

            server.Open();

            var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10), context.CancellationToken));
            Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        }
    }

    /// <summary>Refuses, once it is told to.</summary>
    private sealed class Gate : HttpMessageHandler
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new();

        public Task Asked => _asked.Task;

        public void Open() => _open.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _asked.SetResult();
            await _open.Task;
            return new(HttpStatusCode.BadRequest) { RequestMessage = request };
        }
    }
}
