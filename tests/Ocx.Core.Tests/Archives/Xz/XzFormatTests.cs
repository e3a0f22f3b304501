using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using static Ocx.Core.Tests.Archives.Xz.XzBuilder;

namespace Ocx.Core.Tests.Archives.Xz;

/// <summary>Rules of the format that only a writer with right checksums can break.</summary>
[TestClass]
public sealed class XzFormatTests
{
    private static readonly byte[] Content = XzContent.Text(23);
    private static readonly byte[] Lzma2 = Stored(Content);
    private static readonly byte[] Check = LittleEndian(Crc32.Compute(Content));
    private static readonly byte[] Header = BlockHeader(0, Lzma2Filter);
    private static readonly long UnpaddedSize = Header.Length + Lzma2.Length + Check.Length;

    [TestMethod]
    public async Task A_built_file_is_sound()
    {
        Assert.AreSequenceEqual(Content, await XzCase.DecodeAsync(XzBuilder.File(Content)));
        Assert.AreSequenceEqual(Content, await XzCase.DecodeAsync(WithHeader(SizedHeader(Lzma2.Length, Content.Length))));
        var noise = XzContent.Noise(200_000);
        Assert.AreSequenceEqual(noise, await XzCase.DecodeAsync(XzBuilder.File(noise)));
    }

    [TestMethod]
    [DataRow((byte)0x00, (byte)0x02)]
    [DataRow((byte)0x00, (byte)0x0F)]
    [DataRow((byte)0x00, (byte)0x11)]
    [DataRow((byte)0x01, (byte)0x01)]
    public Task Unknown_stream_flags(byte first, byte second) =>
        XzCase.RefusesAsync(StoreErrors.CodecUnsupported, [.. StreamHeader(first, second), .. new byte[100]], "stream flags");

    [TestMethod]
    [DataRow((byte)0x04)]
    [DataRow((byte)0x20)]
    public Task Reserved_block_flags(byte flag) => XzCase.RefusesAsync(StoreErrors.CodecUnsupported, WithHeader(BlockHeader(flag, Lzma2Filter)), "block flags");

    [TestMethod]
    public async Task Filters_that_are_not_known_or_not_in_their_place()
    {
        await XzCase.RefusesAsync(StoreErrors.CodecUnsupported, WithHeader(BlockHeader(1, [0x0C, 0, .. Lzma2Filter])), "filter 0x0C");
        await XzCase.RefusesAsync(StoreErrors.CodecUnsupported, WithHeader(BlockHeader(0, 0x04, 0)), "as the last one");
        await XzCase.RefusesAsync(WithHeader(BlockHeader(1, [.. Lzma2Filter, .. Lzma2Filter])), "block header");
        await XzCase.RefusesAsync(StoreErrors.CodecUnsupported, WithHeader(BlockHeader(1, Lzma2Filter)), "as the last one");
    }

    [TestMethod]
    [DataRow(new byte[] { 0x03, 0 })]
    [DataRow(new byte[] { 0x03, 2, 0, 0 })]
    [DataRow(new byte[] { 0x04, 1, 0 })]
    [DataRow(new byte[] { 0x04, 5, 0, 0, 0, 0, 0 })]
    [DataRow(new byte[] { 0x04, 100 })]
    public Task Filter_properties_of_a_wrong_size(byte[] filter) => XzCase.RefusesAsync(WithHeader(BlockHeader(1, [.. filter, .. Lzma2Filter])), "block header");

    [TestMethod]
    [DataRow((byte)0x05, (byte)2)]
    [DataRow((byte)0x06, (byte)8)]
    [DataRow((byte)0x07, (byte)1)]
    [DataRow((byte)0x08, (byte)1)]
    [DataRow((byte)0x09, (byte)6)]
    [DataRow((byte)0x0A, (byte)2)]
    [DataRow((byte)0x0B, (byte)1)]
    public Task A_start_that_is_not_aligned(byte filter, byte start) => XzCase.RefusesAsync(
        StoreErrors.CodecUnsupported, WithHeader(BlockHeader(1, [filter, 4, start, 0, 0, 0, .. Lzma2Filter])), "not aligned");

    [TestMethod]
    public async Task Dictionaries()
    {
        Assert.AreSequenceEqual(Content, await XzCase.DecodeAsync(WithHeader(BlockHeader(0, 0x21, 1, 34))));
        await XzCase.RefusesAsync(StoreErrors.CodecUnsupported, WithHeader(BlockHeader(0, 0x21, 1, 35)), "a dictionary of 768 MiB, more than the 512 MiB");
        await XzCase.RefusesAsync(StoreErrors.CodecUnsupported, WithHeader(BlockHeader(0, 0x21, 1, 40)), "a dictionary of 4095 MiB");
        await XzCase.RefusesAsync(WithHeader(BlockHeader(0, 0x21, 1, 41)), "block header");
        await XzCase.RefusesAsync(WithHeader(BlockHeader(0, 0x21, 1, 0x48)), "block header");
        await XzCase.RefusesAsync(WithHeader(BlockHeader(0, 0x21, 2, 8, 0)), "block header");
    }

    [TestMethod]
    public async Task Integers_that_are_not_the_shortest_or_too_long()
    {
        await XzCase.RefusesAsync(WithHeader(BlockHeader(0, 0xA1, 0x00, 1, 8)), "block header");
        await XzCase.RefusesAsync(WithHeader(BlockHeader(0, 0x21, 0x81, 0x00, 8)), "block header");
        await XzCase.RefusesAsync(
            WithHeader(BlockHeader(UncompressedSizeFlag, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, .. Lzma2Filter])), "block header");
        await XzCase.RefusesAsync(Stream(SoundBlock(), Index([0x81, 0x00, .. Integer(UnpaddedSize), .. Integer(Content.Length)])), "index");
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(0, -1)]
    [DataRow(1, 0)]
    [DataRow(-1, 0)]
    [DataRow(4, 0)]
    [DataRow(-4, 0)]
    [DataRow(0, 1 << 30)]
    [DataRow(1 << 30, 0)]
    public async Task A_block_of_another_size_than_its_header_says(int compressed, int uncompressed)
    {
        var error = await Assert.ThrowsExactlyAsync<OcxException>(
            () => XzCase.DecodeAsync(WithHeader(SizedHeader(Lzma2.Length + compressed, Content.Length + uncompressed))));
        Assert.AreEqual(StoreErrors.ArchiveInvalid, error.Code);
        await XzCase.RefusesAsync(WithHeader(SizedHeader(Lzma2.Length + compressed, Content.Length + uncompressed)), "xz");
    }

    [TestMethod]
    public async Task Sizes_that_cannot_be()
    {
        await XzCase.RefusesAsync(WithHeader(SizedHeader(0, Content.Length)), "block header");
        await XzCase.RefusesAsync(WithHeader(SizedHeader(long.MaxValue, long.MaxValue)), "another size");
    }

    [TestMethod]
    public async Task An_index_of_other_blocks()
    {
        await XzCase.RefusesAsync(Stream(SoundBlock(), Index()), "index");
        await XzCase.RefusesAsync(Stream(SoundBlock(), Index((UnpaddedSize + 1, Content.Length))), "index");
        await XzCase.RefusesAsync(Stream(SoundBlock(), Index((UnpaddedSize, Content.Length - 1))), "index");
        await XzCase.RefusesAsync(Stream(SoundBlock(), Index((UnpaddedSize, Content.Length), (UnpaddedSize, Content.Length))), "index");
        await XzCase.RefusesAsync(Stream(SoundBlock(), Index(Integer(long.MaxValue))), "index");
        await XzCase.RefusesAsync(Stream([], Index((UnpaddedSize, Content.Length))), "index");
    }

    [TestMethod]
    public async Task Padding_with_content()
    {
        var (block, index) = (SoundBlock(), Index((UnpaddedSize, Content.Length)));
        Assert.AreNotEqual(0, Lzma2.Length % 4);
        block[^(Check.Length + 1)] = 1;
        await XzCase.RefusesAsync(Stream(block, index), "block padding");

        await XzCase.RefusesAsync(StoreErrors.CodecUnsupported, WithHeader(BlockHeader(0, [.. Lzma2Filter, 0, 1])), "unknown fields");

        byte[] fields = [.. Integer(1), .. Integer(UnpaddedSize), .. Integer(Content.Length)];
        Assert.AreNotEqual(3, fields.Length % 4);
        await XzCase.RefusesAsync(Stream(SoundBlock(), Index([.. fields, 1])), "index");
    }

    [TestMethod]
    public async Task A_footer_that_disagrees()
    {
        byte[] body = [.. StreamHeader(0, 1), .. SoundBlock(), .. Index((UnpaddedSize, Content.Length))];
        var indexSize = Index((UnpaddedSize, Content.Length)).Length;

        await XzCase.RefusesAsync([.. body, .. StreamFooter(indexSize + 4, 0, 1)], "stream footer");
        await XzCase.RefusesAsync([.. body, .. StreamFooter(indexSize, 0, 4)], "stream footer");
        await XzCase.RefusesAsync([.. body, .. StreamFooter(indexSize, 1, 1)], "stream footer");
    }

    [TestMethod]
    [DataRow(new byte[] { 2, 0, 0, 1, 0 }, DisplayName = "no reset of the dictionary")]
    [DataRow(new byte[] { 3, 0, 0, 1, 0 }, DisplayName = "reserved control 3")]
    [DataRow(new byte[] { 0x7F, 0, 0, 1, 0 }, DisplayName = "reserved control 7F")]
    [DataRow(new byte[] { 1, 0, 0, 1, 0x80, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0 }, DisplayName = "no properties")]
    [DataRow(new byte[] { 0xE0, 0, 0, 0, 5, 0xE1, 0, 0, 0, 0, 0, 0, 0 }, DisplayName = "properties above the largest")]
    [DataRow(new byte[] { 0xE0, 0, 0, 0, 5, 40, 0, 0, 0, 0, 0, 0, 0 }, DisplayName = "lc + lp above 4")]
    [DataRow(new byte[] { 0xE0, 0, 0, 0, 3, 93, 0, 0, 0, 0, 0, 0, 0 }, DisplayName = "too short for the range coder")]
    [DataRow(new byte[] { 0xE0, 0, 0, 0, 5, 93, 1, 0, 0, 0, 0, 0, 0 }, DisplayName = "first byte of the range coder")]
    [DataRow(new byte[] { 0xE0, 0, 0, 0, 5, 93, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0 }, DisplayName = "a match before there is anything")]
    [DataRow(new byte[] { 0xE0, 0xFF, 0xFF, 0, 5, 93, 0, 0, 0, 0, 0, 0, 0 }, DisplayName = "less input than output takes")]
    [DataRow(new byte[] { 0xE0, 0, 0, 0, 6, 93, 0, 0, 0, 0, 0, 0, 0, 0 }, DisplayName = "more input than output takes")]
    public Task Chunks_that_break_the_rules(byte[] lzma2) => XzCase.RefusesAsync(XzBuilder.File(Header, lzma2, [0]), "its xz ");

    private static byte[] WithHeader(byte[] header) => XzBuilder.File(header, Lzma2, Content);

    private static byte[] SoundBlock() => Block(Header, Lzma2, Check);

    private static byte[] SizedHeader(long compressed, long uncompressed) => BlockHeader(
        CompressedSizeFlag | UncompressedSizeFlag, [.. Integer(compressed), .. Integer(uncompressed), .. Lzma2Filter]);
}
