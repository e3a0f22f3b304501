using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>What a stream's header says, and its footer again.</summary>
internal static class StreamFlags
{
    public const int HeaderSize = 12;
    public const int FooterSize = 12;

    private const int FlagsSize = 2;

    private static ReadOnlySpan<byte> HeaderMagic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00];

    private static ReadOnlySpan<byte> FooterMagic => "YZ"u8;

    public static bool StartsStream(ReadOnlySpan<byte> bytes) => bytes.StartsWith(HeaderMagic);

    public static CheckType ReadHeader(ReadOnlySpan<byte> header)
    {
        var flags = header.Slice(HeaderMagic.Length, FlagsSize);
        if (!StartsStream(header) || BinaryPrimitives.ReadUInt32LittleEndian(header[^Crc32.Size..]) != Crc32.Compute(flags))
        {
            throw XzFailure.Damaged("stream header is wrong");
        }

        var check = (CheckType)flags[1];
        return flags[0] != 0 || !Enum.IsDefined(check)
            ? throw XzFailure.Unsupported("the stream flags", BinaryPrimitives.ReadUInt16BigEndian(flags))
            : check;
    }

    /// <param name="indexSize">In bytes, with its padding and CRC.</param>
    public static void VerifyFooter(ReadOnlySpan<byte> footer, CheckType check, long indexSize)
    {
        var body = footer[Crc32.Size..^FooterMagic.Length];
        var backwardSize = (BinaryPrimitives.ReadUInt32LittleEndian(body) + 1L) * 4;
        if (!footer.EndsWith(FooterMagic)
            || BinaryPrimitives.ReadUInt32LittleEndian(footer) != Crc32.Compute(body)
            || backwardSize != indexSize
            || body[^2] != 0
            || body[^1] != (byte)check)
        {
            throw XzFailure.Damaged("stream footer is wrong");
        }
    }
}
