using Ocx.Core.Archives.Xz;
using Ocx.Core.Diagnostics;
using Ocx.Testing;

namespace Ocx.Core.Tests.Archives.Xz;

[TestClass]
public sealed class XzDamageTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("empty")]
    [DataRow("crc64")]
    [DataRow("blocks")]
    [DataRow("sha256")]
    public async Task Any_wrong_byte_is_refused(string vector)
    {
        byte[] sound = [.. XzVectors.Read(vector), 0, 0, 0, 0, .. XzVectors.Read("empty")];
        for (var i = 0; i < sound.Length; i++)
        {
            foreach (var change in (byte[])[0x01, 0x80])
            {
                var damaged = (byte[])sound.Clone();
                damaged[i] ^= change;
                await XzCase.RefusesAsync(damaged, "damaged: ");
            }
        }
    }

    [TestMethod]
    [DataRow("empty")]
    [DataRow("crc64")]
    [DataRow("blocks")]
    [DataRow("sha256")]
    [DataRow("unchecked")]
    public async Task Any_cut_is_refused(string vector)
    {
        var sound = XzVectors.Read(vector);
        for (var length = 0; length < sound.Length; length++)
        {
            await XzCase.RefusesAsync(sound[..length], "damaged: ");
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(5)]
    public async Task Padding_that_is_not_a_multiple_of_4(int padding) =>
        await XzCase.RefusesAsync([.. XzVectors.Read("crc64"), .. new byte[padding]], "follows the end");

    [TestMethod]
    public async Task Something_else_before_or_after()
    {
        var sound = XzVectors.Read("crc64");

        await XzCase.RefusesAsync([0, 0, 0, 0, .. sound], "stream header");
        await XzCase.RefusesAsync([.. sound, .. "<html>"u8], "follows the end");
        await XzCase.RefusesAsync([.. sound, .. sound[..6]], "too early");
        await XzCase.RefusesAsync([.. "<html>404 not found</html>"u8], "stream header");
        await XzCase.RefusesAsync(TarBuilder.Gzip(sound), "stream header");
    }

    /// <summary>Nothing but the decoder itself stands between these bytes and memory. The seeds are fixed: a failure names the round that repeats it.</summary>
    [TestMethod]
    public async Task Damage_that_no_check_protects_from()
    {
        var rounds = LongTests.Wanted ? 200_000 : 2_000;
        var sound = XzVectors.Read("unchecked");
        for (var round = 0; round < rounds; round++)
        {
            var random = new Random(round);
            var damaged = (byte[])sound.Clone();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                // From behind the block's header to before the index.
                damaged[random.Next(28, sound.Length - 28)] = (byte)random.Next(256);
            }

            try
            {
                await using var decoder = new XzDecoder(new MemoryStream(damaged), blocksAhead: 1, BlockMemory.Shared);
                await decoder.CopyToAsync(Stream.Null, 1000, TestContext.CancellationToken);
            }
            catch (OcxException)
            {
                // One of ours, as it should be.
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Round {round} ended in an error without a code.", e);
            }
        }
    }
}
