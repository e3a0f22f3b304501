using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Ocx.Core.Archives;

namespace Ocx.Core.Tests.Archives.Upstream;

/// <summary>Writes zip archives header by header, with no care for whether they make sense.</summary>
#pragma warning disable CA1001 // Streams in memory hold nothing to give back.
internal sealed class ZipBuilder
#pragma warning restore CA1001
{
    private const ushort Deflate = 8;

    private readonly MemoryStream _entries = new();
    private readonly MemoryStream _directory = new();
    private int _count;

    /// <param name="mode">Permissions and type as Unix has them; 0: made on a system without.</param>
    /// <param name="localName">Null: the same as in the directory.</param>
    /// <param name="size">Null: the right one.</param>
    /// <param name="offset">Null: the right one.</param>
    public ZipBuilder Entry(
        string name,
        string content = "",
        int mode = 0,
        string? localName = null,
        ushort flags = 0x800,
        ushort method = Deflate,
        uint? checksum = null,
        uint? size = null,
        uint? offset = null)
    {
        var plain = Encoding.UTF8.GetBytes(content);
        var packed = method == Deflate ? Compress(plain) : plain;
        var start = (uint)_entries.Position;
        var crc = checksum ?? Crc32.Compute(plain);
        var length = size ?? (uint)plain.Length;
        Write(_entries, 0x04034B50u, (ushort)20, flags, method, (ushort)0, (ushort)0, crc, (uint)packed.Length, length);
        Write(_entries, (ushort)Encoding.UTF8.GetByteCount(localName ?? name), (ushort)0);
        _entries.Write(Encoding.UTF8.GetBytes(localName ?? name));
        _entries.Write(packed);
        var madeBy = (ushort)(mode == 0 ? 20 : (3 << 8) | 20);
        Write(_directory, 0x02014B50u, madeBy, (ushort)20, flags, method, (ushort)0, (ushort)0, crc, (uint)packed.Length, length);
        Write(_directory, (ushort)Encoding.UTF8.GetByteCount(name), (ushort)0, (ushort)0, (ushort)0, (ushort)0, (uint)mode << 16, offset ?? start);
        _directory.Write(Encoding.UTF8.GetBytes(name));
        _count++;
        return this;
    }

    public ZipBuilder Link(string name, string target) => Entry(name, target, mode: 0xA1FF);

    /// <param name="count">Null: the right one.</param>
    public byte[] ToZip(ushort? count = null, ushort disk = 0)
    {
        var start = (uint)_entries.Length;
        var output = new MemoryStream();
        output.Write(_entries.ToArray());
        output.Write(_directory.ToArray());
        var entries = count ?? (ushort)_count;
        Write(output, 0x06054B50u, disk, (ushort)0, entries, entries, (uint)_directory.Length, start, (ushort)0);
        return output.ToArray();
    }

    /// <summary>With an end in the wide form.</summary>
    public byte[] ToZip64(ulong count)
    {
        var output = new MemoryStream();
        output.Write(_entries.ToArray());
        output.Write(_directory.ToArray());
        var place = (ulong)output.Position;
        Write(output, 0x06064B50u, 44ul, (ushort)45, (ushort)45, 0u, 0u, count, count, (ulong)_directory.Length, (ulong)_entries.Length);
        Write(output, 0x07064B50u, 0u, place, 1u);
        Write(output, 0x06054B50u, (ushort)0, (ushort)0, ushort.MaxValue, ushort.MaxValue, uint.MaxValue, uint.MaxValue, (ushort)0);
        return output.ToArray();
    }

    private static byte[] Compress(byte[] plain)
    {
        var output = new MemoryStream();
        // Of nothing the stream makes nothing, which is not a deflate stream.
        if (plain.Length == 0)
        {
            return [3, 0];
        }

        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(plain);
        }

        return output.ToArray();
    }

    private static void Write(Stream stream, params object[] numbers)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var number in numbers)
        {
            var (value, size) = number switch
            {
                ushort small => (small, 2),
                uint wide => (wide, 4),
                ulong widest => (widest, 8),
                _ => throw new ArgumentException(number.GetType().Name, nameof(numbers)),
            };
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            stream.Write(bytes[..size]);
        }
    }
}
