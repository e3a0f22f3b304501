using System.Buffers.Binary;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Upstream;

/// <summary>The end of a zip archive, looked at before the library allocates what it claims.</summary>
internal static class ZipDirectory
{
    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int WideEndSize = 56;
    private const int LargestComment = 65535;
    private const int LeastEntrySize = 46;

    /// <exception cref="OcxException"><see cref="StoreErrors.ArchiveInvalid"/>: there is no end, or it claims more entries than the file has room for.</exception>
    public static void Check(FileStream file, int maximumEntries)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndSize + LargestComment + LocatorSize)];
        var tailStart = file.Length - tail.Length;
        Read(file, tailStart, tail);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < EndSize)
        {
            throw ArchiveFailure.Damaged("it has no directory at its end");
        }

        ulong disk = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 4));
        ulong count = Math.Max(BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 8)), BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10)));
        if (end >= LocatorSize && tail.AsSpan(end - LocatorSize).StartsWith("PK\x06\x07"u8))
        {
            var place = BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(end - LocatorSize + 8));
            var wide = new byte[WideEndSize];
            if (place > (ulong)file.Length - WideEndSize || !Read(file, (long)place, wide).StartsWith("PK\x06\x06"u8))
            {
                throw ArchiveFailure.Damaged("the end of its directory is not where it says");
            }

            disk = BinaryPrimitives.ReadUInt32LittleEndian(wide.AsSpan(16));
            count = Math.Max(BinaryPrimitives.ReadUInt64LittleEndian(wide.AsSpan(24)), BinaryPrimitives.ReadUInt64LittleEndian(wide.AsSpan(32)));
        }

        if (disk is not (0 or ushort.MaxValue))
        {
            throw ArchiveFailure.Damaged("it is one part of several");
        }

        if (count > (ulong)(file.Length / LeastEntrySize))
        {
            throw ArchiveFailure.Damaged("its directory claims more entries than the file has room for");
        }

        if (count > (ulong)maximumEntries)
        {
            throw ArchiveFailure.TooMany(maximumEntries);
        }
    }

    private static ReadOnlySpan<byte> Read(FileStream file, long position, byte[] buffer)
    {
        for (var filled = 0; filled < buffer.Length;)
        {
            var count = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(filled), position + filled);
            if (count == 0)
            {
                throw ArchiveFailure.Damaged("it became shorter while it was read");
            }

            filled += count;
        }

        return buffer;
    }
}
