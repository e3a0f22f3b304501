using Ocx.Core.Archives.Xz;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Archives.Xz;

/// <summary>Decodes with and without blocks ahead, and with memory for few of them: all have to come to the same result.</summary>
internal static class XzCase
{
    private const long Enough = 1L << 30;

    public static async Task<byte[]> DecodeAsync(byte[] compressed, int inputPiece = int.MaxValue, int outputPiece = 256 * 1024)
    {
        var inSequence = await DecodeAsync(compressed, blocksAhead: 1, inputPiece, outputPiece);
        var ahead = await DecodeAsync(compressed, blocksAhead: 3, inputPiece, outputPiece);
        Assert.IsTrue(inSequence.AsSpan().SequenceEqual(ahead), "Decoding ahead differs.");
        foreach (var memory in (long[])[1, 100_000, 1_000_000])
        {
            var scarce = await DecodeAsync(compressed, blocksAhead: 3, inputPiece, outputPiece, memory);
            Assert.IsTrue(inSequence.AsSpan().SequenceEqual(scarce), $"Decoding ahead with {memory} bytes of memory differs.");
        }

        return inSequence;
    }

    public static Task RefusesAsync(byte[] compressed, string because) => RefusesAsync(StoreErrors.ArchiveInvalid, compressed, because);

    public static async Task RefusesAsync(ErrorCode code, byte[] compressed, string because)
    {
        foreach (var blocksAhead in (int[])[1, 3])
        {
            var error = await Assert.ThrowsExactlyAsync<OcxException>(() => DecodeAsync(compressed, blocksAhead, int.MaxValue, 4096));
            Assert.AreEqual(code, error.Code, error.Message);
            Assert.Contains(because, error.Message);
            Assert.IsFalse(string.IsNullOrEmpty(error.NextStep));
        }
    }

    private static async Task<byte[]> DecodeAsync(byte[] compressed, int blocksAhead, int inputPiece, int outputPiece, long memory = Enough)
    {
        var blockMemory = new BlockMemory(memory);
        await using var decoder = new XzDecoder(new PieceStream(compressed, inputPiece), blocksAhead, blockMemory);
        var content = new MemoryStream();
        await decoder.CopyToAsync(content, outputPiece);
        Assert.AreEqual(0, await decoder.ReadAsync(new byte[1]));
        Assert.IsTrue(blockMemory.TryTake(memory), "Some of the memory was not returned.");
        return content.ToArray();
    }
}
