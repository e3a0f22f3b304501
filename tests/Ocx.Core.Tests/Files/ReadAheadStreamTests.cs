using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class ReadAheadStreamTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task What_is_read_is_the_source()
    {
        var content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        await using var ahead = new ReadAheadStream(new MemoryStream(content), TestContext.CancellationToken);
        using var copy = new MemoryStream();

        await ahead.CopyToAsync(copy, 7777, TestContext.CancellationToken);

        Assert.IsTrue(content.AsSpan().SequenceEqual(copy.ToArray()));
    }

    [TestMethod]
    public async Task A_reader_that_stops_is_not_far_behind_the_source()
    {
        var source = new MemoryStream(new byte[20_000_000]);
        await using (var ahead = new ReadAheadStream(source, TestContext.CancellationToken))
        {
            await ahead.ReadExactlyAsync(new byte[1000], TestContext.CancellationToken);
        }

        Assert.IsLessThanOrEqualTo(2_000_000, source.Position);
    }

    [TestMethod]
    public async Task What_the_source_throws_comes_out()
    {
        await using var ahead = new ReadAheadStream(new FailingStream(), TestContext.CancellationToken);

        var failure = await Assert.ThrowsExactlyAsync<TimeZoneNotFoundException>(
            async () => await ahead.ReadExactlyAsync(new byte[1000], TestContext.CancellationToken));

        Assert.AreEqual("of all things", failure.Message);
    }

    private sealed class FailingStream : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new TimeZoneNotFoundException("of all things");
    }
}
