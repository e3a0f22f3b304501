using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>CRC-64 as of ECMA-182, eight bytes at a time.</summary>
internal static class Crc64
{
    public const int Size = sizeof(ulong);

    private const ulong Polynomial = 0xC96C5795D7870F42;

    private static readonly ulong[] Tables = MakeTables();

    /// <param name="crc">Of the bytes before; 0 for none.</param>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan(0, 8 * 256);
        crc = ~crc;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = tables[0x700 + (byte)crc] ^ tables[0x600 + (byte)(crc >> 8)] ^ tables[0x500 + (byte)(crc >> 16)] ^ tables[0x400 + (byte)(crc >> 24)]
                ^ tables[0x300 + (byte)(crc >> 32)] ^ tables[0x200 + (byte)(crc >> 40)] ^ tables[0x100 + (byte)(crc >> 48)] ^ tables[(int)(crc >> 56)];
        }

        foreach (var octet in bytes)
        {
            crc = tables[(byte)crc ^ octet] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>Table k advances a byte by k more bytes.</summary>
    private static ulong[] MakeTables()
    {
        var tables = new ulong[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            var crc = i < 256 ? (ulong)i : tables[i - 256];
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }

            tables[i] = crc;
        }

        return tables;
    }
}
