using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class ResponseStreamTests(TestContext context)
{
    [TestMethod]
    public async Task A_body_that_drips_in_byte_by_byte_is_given_up()
    {
        var time = new TestTime();
        using var response = new HttpResponseMessage();
        await using var body = new ResponseStream(new Drip(time), response, "registry", "the blob", time);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => body.CopyToAsync(Stream.Null, context.CancellationToken));

        Assert.AreSame(RegistryErrors.Unreachable, failure.Code);
    }

    /// <summary>One byte each 25 s, for ever, to whoever does not give up.</summary>
    private sealed class Drip(TimeProvider time) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(TimeSpan.FromSeconds(25), time, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return 1;
        }
    }
}
