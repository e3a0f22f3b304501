using System.Buffers.Binary;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Xz;

/// <summary>The header of one block.</summary>
internal sealed class BlockHeader
{
    /// <summary>The largest dictionary read. The presets of xz use up to 64 MiB, and the window may take this much memory.</summary>
    public const int MaximumDictionarySize = 512 * 1024 * 1024;

    private const int ReservedFlags = 0x3C;
    private const int CompressedSizeFlag = 0x40;
    private const int UncompressedSizeFlag = 0x80;

    private BlockHeader(ReadOnlySpan<byte> header)
    {
        Size = header.Length;
        var fields = header[1..^Crc32.Size];
        if (Crc32.Compute(header[..^Crc32.Size]) != BinaryPrimitives.ReadUInt32LittleEndian(header[^Crc32.Size..]))
        {
            throw Damaged();
        }

        var flags = fields[0];
        if ((flags & ReservedFlags) != 0)
        {
            throw XzFailure.Unsupported("the block flags", flags);
        }

        fields = fields[1..];
        CompressedSize = (flags & CompressedSizeFlag) == 0 ? null : ReadInteger(ref fields);
        UncompressedSize = (flags & UncompressedSizeFlag) == 0 ? null : ReadInteger(ref fields);
        if (CompressedSize == 0)
        {
            throw Damaged();
        }

        Filters = new FilterFlags[flags & 0x03];
        for (var i = 0; i < Filters.Length; i++)
        {
            Filters[i] = FilterFlags.Read(ref fields);
        }

        DictionarySize = ReadLzma2(ref fields);
        if (fields.ContainsAnyExcept((byte)0))
        {
            throw XzFailure.Unsupported("unknown fields in a block header");
        }
    }

    /// <summary>In bytes, of the header itself.</summary>
    public int Size { get; }

    public long? CompressedSize { get; }

    public long? UncompressedSize { get; }

    /// <summary>What the encoder applied before LZMA2, in its order.</summary>
    public FilterFlags[] Filters { get; }

    /// <summary>In bytes.</summary>
    public int DictionarySize { get; }

    /// <param name="first">The header's first byte, which is not 0.</param>
    public static int SizeOf(byte first) => (first + 1) * 4;

    public static BlockHeader Read(ReadOnlySpan<byte> header) => new(header);

    public static long ReadInteger(ref ReadOnlySpan<byte> fields) => VariableLengthInteger.TryRead(ref fields, out var value) ? value : throw Damaged();

    public static OcxException Damaged() => XzFailure.Damaged("block header is wrong");

    private static int ReadLzma2(ref ReadOnlySpan<byte> fields)
    {
        var (id, properties) = FilterFlags.Read(ref fields);
        if (id != FilterId.Lzma2)
        {
            throw XzFailure.Unsupported("a filter other than LZMA2 as the last one");
        }

        if (properties is not [var bits and <= 40])
        {
            throw Damaged();
        }

        var size = bits == 40 ? uint.MaxValue : (2u | (bits & 1u)) << ((bits / 2) + 11);
        return size <= MaximumDictionarySize
            ? (int)size
            : throw XzFailure.Unsupported($"a dictionary of {size >> 20} MiB, more than the {MaximumDictionarySize >> 20} MiB that this version reads");
    }
}
