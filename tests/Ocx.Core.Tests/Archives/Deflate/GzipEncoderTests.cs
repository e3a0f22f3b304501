using System.IO.Compression;
using System.Security.Cryptography;
using Ocx.Core.Archives.Deflate;

namespace Ocx.Core.Tests.Archives.Deflate;

[TestClass]
public sealed class GzipEncoderTests
{
    private const int Block = 1024 * 1024;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(65535)]
    [DataRow(65536)]
    [DataRow(Block - 1)]
    [DataRow(Block)]
    [DataRow(Block + 1)]
    [DataRow((3 * Block) + 77)]
    public async Task What_is_compressed_comes_back(int size)
    {
        foreach (var level in Enum.GetValues<CompressionLevel>())
        {
            foreach (var input in Inputs(size))
            {
                Assert.AreSequenceEqual(input, await DecodeAsync(await EncodeAsync(input, level, workers: 2)));
            }
        }
    }

    [TestMethod]
    [DataRow(CompressionLevel.Fastest)]
    [DataRow(CompressionLevel.Optimal)]
    [DataRow(CompressionLevel.SmallestSize)]
    public async Task The_number_of_workers_and_the_pieces_of_the_input_change_nothing(CompressionLevel level)
    {
        var input = Mixed((5 * Block) + 1);
        var expected = await EncodeAsync(input, level, workers: 1);

        Assert.AreSequenceEqual(expected, await EncodeAsync(input, level, workers: 2));
        Assert.AreSequenceEqual(expected, await EncodeAsync(input, level, workers: 3, piece: 99_991));
        Assert.AreSequenceEqual(expected, await EncodeAsync(input, level, workers: 16, piece: 99_991));
    }

    /// <summary>Not what must be, but what was: whoever changes it changes the digest of every package that is made again.</summary>
    [TestMethod]
    [DataRow(CompressionLevel.Fastest, "53ed9e370dc4a5feefb879a5b25f64261d17bb4df7315c29ea53995729aab951")]
    [DataRow(CompressionLevel.Optimal, "16f4bc025f6958f79a0d40161d26b5a7f261964473711ab801ed931605f2d875")]
    [DataRow(CompressionLevel.SmallestSize, "df2766af12c5684acfa743c24b0fc89e3f4405b9f32058d92d3def15cf1b1942")]
    public async Task The_bytes_are_the_same_on_every_machine(CompressionLevel level, string digest) =>
        Assert.AreEqual(digest, Convert.ToHexStringLower(SHA256.HashData(await EncodeAsync(Mixed((2 * Block) + 12_345), level, workers: 2))));

    [TestMethod]
    public async Task Repetitions_are_found_across_blocks()
    {
        var input = new byte[Block + 20_000];
        new Random(5).NextBytes(input.AsSpan(Block - 20_000, 20_000));
        input.AsSpan(Block - 20_000, 20_000).CopyTo(input.AsSpan(Block));

        Assert.IsLessThan(25_000, (await EncodeAsync(input, CompressionLevel.Optimal, workers: 2)).Length);
    }

    [TestMethod]
    public async Task What_does_not_compress_hardly_grows()
    {
        var input = new byte[3 * Block];
        new Random(5).NextBytes(input);

        Assert.IsLessThan(input.Length + 2000, (await EncodeAsync(input, CompressionLevel.Optimal, workers: 2)).Length);
    }

    [TestMethod]
    public async Task Other_programs_take_it_for_sound()
    {
        using var directory = new TemporaryDirectory();
        foreach (var level in new[] { CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize })
        {
            await File.WriteAllBytesAsync(
                directory["mixed.gz"], await EncodeAsync(Mixed((2 * Block) + 7), level, workers: 3), TestContext.CancellationToken);
            var (exitCode, output) = await SystemTool.RunAsync("gzip", TestContext.CancellationToken, "-t", directory["mixed.gz"]);
            Assert.AreEqual(0, exitCode, output);
        }
    }

    [TestMethod]
    public async Task Without_an_end_it_is_taken_for_cut()
    {
        var output = new MemoryStream();
        await using (var encoder = new GzipEncoder(output, CompressionLevel.Optimal, workers: 1))
        {
            await encoder.WriteAsync(Mixed(3 * Block), TestContext.CancellationToken);
        }

        Assert.AreNotEqual(0L, output.Length);
        var decoder = new Ocx.Core.Archives.GzipDecoder(new MemoryStream(output.ToArray()));
        var failure = await Assert.ThrowsExactlyAsync<Ocx.Core.Diagnostics.OcxException>(() => decoder.CopyToAsync(Stream.Null, TestContext.CancellationToken));
        Assert.AreEqual("OCX3003", failure.Code.Id);
    }

    private async Task<byte[]> EncodeAsync(byte[] input, CompressionLevel level, int workers, int piece = int.MaxValue)
    {
        var output = new MemoryStream();
        await using var encoder = new GzipEncoder(output, level, workers);
        for (var position = 0; position < input.Length; position += Math.Min(piece, input.Length - position))
        {
            await encoder.WriteAsync(input.AsMemory(position, Math.Min(piece, input.Length - position)), TestContext.CancellationToken);
        }

        await encoder.CompleteAsync(TestContext.CancellationToken);
        return output.ToArray();
    }

    private async Task<byte[]> DecodeAsync(byte[] gzip)
    {
        var output = new MemoryStream();
        await using var decoder = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        await decoder.CopyToAsync(output, TestContext.CancellationToken);
        return output.ToArray();
    }

    private static IEnumerable<byte[]> Inputs(int size)
    {
        var random = new byte[size];
        new Random(3).NextBytes(random);
        yield return random;
        yield return new byte[size];
        yield return Mixed(size);
    }

    /// <summary>Words of a small vocabulary, runs, and stretches that do not compress, the same everywhere.</summary>
    private static byte[] Mixed(int size)
    {
        var state = 1u;
        var bytes = new byte[size];
        for (var i = 0; i < size; i++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[i] = (i >> 14 & 3) switch
            {
                0 => (byte)(state >> 24),
                1 => (byte)(i >> 9),
                2 => (byte)"the quick brown fox "[(int)(state >> 30) + (i % 16)],
                _ => i > 5000 ? bytes[i - 3000 - (int)(state >> 22)] : (byte)i,
            };
        }

        return bytes;
    }
}
