using System.Security.Cryptography;
using System.Text;
using Ocx.Core.Archives;
using Ocx.Core.Archives.Xz;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Tests.Archives.Xz;

namespace Ocx.Core.Tests.Archives;

[TestClass]
public sealed class HostileStreamsTests
{
    private static readonly byte[] Tar = new TarBuilder().File("a", new string('x', 700)).ToTar();

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(0, "ends too early")]
    [DataRow(1, "ends too early")]
    [DataRow(511, "ends too early")]
    [DataRow(512, "middle of a file")]
    [DataRow(1100, "middle of a file")]
    [DataRow(512 + 700, "ends too early")]
    [DataRow(512 + 701, "ends too early")]
    [DataRow(1536, "ends too early")]
    [DataRow(1536 + 100, "ends too early")]
    public Task A39_archives_cut_short(int length, string because) =>
        LayerCase.RefusesTarAsync(StoreErrors.ArchiveInvalid, Tar.AsMemory(0, length), because);

    [TestMethod]
    public async Task A40_what_follows_the_end()
    {
        var hidden = new TarBuilder().File("hidden").ToOpenTar();
        var open = new TarBuilder().File("a", "x").ToOpenTar();

        await LayerCase.RefusesTarAsync(StoreErrors.ArchiveInvalid, (byte[])[.. Tar, .. hidden], "follows its end");
        await LayerCase.RefusesTarAsync(StoreErrors.ArchiveInvalid, (byte[])[.. Tar, .. new byte[300_000], 1], "follows its end");
        await LayerCase.RefusesTarAsync(StoreErrors.ArchiveInvalid, (byte[])[.. open, .. new byte[512], .. hidden, .. new byte[1024]], "follows its end");
        foreach (var zeros in new[] { 512, 1024, 10240, 700_000 })
        {
            using var layer = new LayerCase();
            await layer.ExtractAsync(TarBuilder.Gzip([.. open, .. new byte[zeros]]));
            Assert.AreEqual("x", layer.Read("a"));
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(100_000)]
    public async Task A41_several_gzip_members_are_one_stream(int piece)
    {
        var members = Tar.Chunk(400).SelectMany(part => TarBuilder.Gzip(part)).Concat(TarBuilder.Gzip([])).ToArray();
        using var layer = new LayerCase();

        await layer.ExtractAsync(new PieceStream(members, piece));

        Assert.AreEqual(700, layer.Read("a").Length);
    }

    [TestMethod]
    [DataRow(new byte[] { 0 })]
    [DataRow(new byte[] { 0x1F })]
    [DataRow(new byte[] { 0x1F, 0x8B })]
    [DataRow(new byte[] { 0x1F, 0x8B, 8, 0 })]
    [DataRow(new byte[] { 1, 2, 3 })]
    public async Task A41_bytes_after_the_last_member(byte[] tail)
    {
        byte[] archive = [.. TarBuilder.Gzip(Tar), .. tail];
        foreach (var piece in new[] { 1, archive.Length - tail.Length, archive.Length })
        {
            using var layer = new LayerCase();
            var error = await Assert.ThrowsExactlyAsync<OcxException>(() => layer.ExtractAsync(new PieceStream(archive, piece)));
            Assert.AreEqual(StoreErrors.ArchiveInvalid, error.Code);
            Assert.Contains("gzip data", error.Message);
        }

        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, [.. archive, .. new byte[100_000]], "gzip data");
    }

    [TestMethod]
    public async Task A41_gzip_cut_anywhere()
    {
        var archive = TarBuilder.Gzip(Tar);
        for (var length = 0; length < archive.Length; length++)
        {
            await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, archive[..length]);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(8)]
    public async Task A41_wrong_checksum_or_length(int fromEnd)
    {
        var archive = TarBuilder.Gzip(Tar);
        archive[^fromEnd] ^= 0x40;

        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, archive, "gzip data");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, [.. archive, .. TarBuilder.Gzip([])], "gzip data");
    }

    [TestMethod]
    public async Task A41_no_gzip_at_all()
    {
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, Tar, "gzip data");
        await LayerCase.RefusesAsync(StoreErrors.ArchiveInvalid, Encoding.UTF8.GetBytes("<html>404</html>"), "gzip data");
    }

    [TestMethod]
    [DataRow(MediaTypes.LayerTarZstd)]
    [DataRow("application/vnd.oci.image.layer.v1.tar")]
    [DataRow("application/zip")]
    public async Task A42_A46_A47_other_codecs_and_zip_are_named_and_refused(string mediaType)
    {
        var error = await Assert.ThrowsExactlyAsync<OcxException>(
            () => LayerExtractor.ExtractAsync(new MemoryStream(), mediaType, "unused", new ExtractionLimits(0), cancellationToken: TestContext.CancellationToken));

        Assert.AreEqual(StoreErrors.CodecUnsupported, error.Code);
        Assert.Contains(mediaType, error.Message);
    }

    [TestMethod]
    [DataRow((byte)35, "768 MiB")]
    [DataRow((byte)40, "4095 MiB")]
    public Task A43_xz_with_a_huge_dictionary(byte size, string named) => LayerCase.RefusesAsync(
        StoreErrors.CodecUnsupported,
        XzBuilder.File(XzBuilder.BlockHeader(0, (byte)FilterId.Lzma2, 1, size), XzBuilder.Stored(Tar), Tar),
        named,
        mediaType: MediaTypes.LayerTarXz);

    [TestMethod]
    public async Task A43_many_xz_streams_are_one()
    {
        using var layer = new LayerCase();
        var streams = new TarBuilder().File("a", new string('x', 20_000)).ToTar().Chunk(7).SelectMany(XzBuilder.File).ToArray();

        await layer.ExtractXzAsync(streams);

        Assert.AreEqual(20_000, layer.Read("a").Length);
    }

    [TestMethod]
    public Task A43_bytes_after_the_last_xz_stream() => LayerCase.RefusesAsync(
        StoreErrors.ArchiveInvalid, [.. XzBuilder.File(Tar), 1, 2, 3, 4], mediaType: MediaTypes.LayerTarXz);

    [TestMethod]
    public async Task A44_an_archive_that_unpacks_to_too_much()
    {
        var limits = new ExtractionLimits(1 << 20);
        var content = new string('\0', (1 << 20) - 1536);

        await LayerCase.RefusesTarAsync(StoreErrors.ArchiveBomb, new TarBuilder().File("a", content + "\0").ToTar(), "1,048,576 bytes", limits);
        await LayerCase.RefusesTarAsync(StoreErrors.ArchiveBomb, (byte[])[.. Tar, .. new byte[2 << 20]], "1,048,576 bytes", limits);
        await LayerCase.RefusesTarAsync(StoreErrors.ArchiveBomb, new TarBuilder().Header('0', "a", 8L << 30).ToTar(), "1,048,576 bytes", limits);
        using var layer = new LayerCase();
        await layer.ExtractAsync(new TarBuilder().File("a", content).ToGzip(), limits);
    }

    [TestMethod]
    [DataRow(0, 268_435_456)]
    [DataRow(2_684_354, 268_435_456)]
    [DataRow(2_684_355, 268_435_500)]
    [DataRow(60_000_000, 6_000_000_000)]
    [DataRow(long.MaxValue, long.MaxValue)]
    public void A44_a_hundredfold_or_256_mebibytes(long compressed, long expected) =>
        Assert.AreEqual(expected, ExtractionLimits.ForCompressedSize(compressed).MaximumBytes);

    [TestMethod]
    public async Task What_the_source_throws_passes_unchanged()
    {
        using var layer = new LayerCase();
        var fault = new IOException("The connection broke.");
        var archive = new TarBuilder().File("a", Convert.ToHexString(RandomNumberGenerator.GetBytes(1_000_000))).ToGzip();

        var error = await Assert.ThrowsExactlyAsync<IOException>(() => layer.ExtractAsync(new PieceStream(archive[..^1000], 100_000) { Fault = fault }));

        Assert.AreSame(fault, error);
    }

    [TestMethod]
    public async Task Cancellation_ends_a_read_that_never_would()
    {
        using var layer = new LayerCase();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        var source = new EndlessWaitStream();
        var extraction = LayerExtractor.ExtractAsync(source, MediaTypes.LayerTarGzip, layer.Layer, new ExtractionLimits(1 << 20), cancellationToken: cancellation.Token);

        await source.Reading;
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => extraction);
    }
}
