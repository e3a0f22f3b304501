using System.Buffers.Binary;
using Ocx.Core.Archives;
using Ocx.Core.Archives.Xz;

namespace Ocx.Core.Tests.Archives.Xz;

/// <summary>Writes .xz part by part, with right checksums over whatever it is given, so that a rule can be broken behind them.</summary>
internal static class XzBuilder
{
    public const byte CompressedSizeFlag = 0x40;
    public const byte UncompressedSizeFlag = 0x80;

    /// <summary>The LZMA2 filter with a dictionary of 64 KiB.</summary>
    public static readonly byte[] Lzma2Filter = [(byte)FilterId.Lzma2, 1, 8];

    /// <summary>A whole file of one block that holds <paramref name="content"/> uncompressed and checked by CRC32.</summary>
    public static byte[] File(byte[] content) => File(BlockHeader(0, Lzma2Filter), Stored(content), content);

    /// <param name="content">What the check is over and the index speaks of.</param>
    public static byte[] File(byte[] blockHeader, byte[] lzma2, byte[] content) =>
        Stream(
            Block(blockHeader, lzma2, LittleEndian(Crc32.Compute(content))),
            Index((blockHeader.Length + lzma2.Length + Crc32.Size, content.Length)));

    public static byte[] Stream(byte[] blocks, byte[] index, byte check = (byte)CheckType.Crc32) =>
        [.. StreamHeader(0, check), .. blocks, .. index, .. StreamFooter(index.Length, 0, check)];

    public static byte[] StreamHeader(params byte[] flags) => [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, .. flags, .. LittleEndian(Crc32.Compute(flags))];

    public static byte[] StreamFooter(long indexSize, params byte[] flags)
    {
        byte[] body = [.. LittleEndian((uint)(indexSize / 4) - 1), .. flags];
        return [.. LittleEndian(Crc32.Compute(body)), .. body, 0x59, 0x5A];
    }

    public static byte[] BlockHeader(byte flags, params byte[] fields)
    {
        byte[] padded = Pad([0, flags, .. fields]);
        padded[0] = (byte)(padded.Length / 4);
        return [.. padded, .. LittleEndian(Crc32.Compute(padded))];
    }

    public static byte[] Block(byte[] header, byte[] lzma2, byte[] check) => [.. header, .. Pad(lzma2), .. check];

    public static byte[] Index(params (long Unpadded, long Uncompressed)[] records) =>
        Index([.. Integer(records.Length), .. records.SelectMany(record => (byte[])[.. Integer(record.Unpadded), .. Integer(record.Uncompressed)])]);

    /// <param name="fields">What follows the indicator: the number of records, and the records.</param>
    public static byte[] Index(byte[] fields)
    {
        var padded = Pad([0, .. fields]);
        return [.. padded, .. LittleEndian(Crc32.Compute(padded))];
    }

    public static byte[] Integer(long value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    /// <summary>LZMA2 with nothing compressed.</summary>
    public static byte[] Stored(byte[] content)
    {
        List<byte> chunks = [];
        foreach (var chunk in content.Chunk(64 * 1024))
        {
            chunks.AddRange([(byte)(chunks.Count == 0 ? 1 : 2), (byte)((chunk.Length - 1) >> 8), (byte)(chunk.Length - 1), .. chunk]);
        }

        return [.. chunks, 0];
    }

    public static byte[] LittleEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Pad(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];
}
