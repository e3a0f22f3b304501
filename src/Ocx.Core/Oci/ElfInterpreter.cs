using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ocx.Core.Oci;

/// <summary>Finds the loader that an ELF program asks for (PT_INTERP).</summary>
internal static class ElfInterpreter
{
    /// <summary>The loader's name usually stands right behind the headers.</summary>
    public const int StartLength = 4096;

    private const int HeaderLength = 64;
    private const int LongestPath = 4096;
    private const int TypeInterpreter = 3;

    /// <param name="start">The first bytes of the file.</param>
    /// <returns>An absolute path; null when it is no little-endian ELF program, or has no loader.</returns>
    public static string? Find(ReadOnlyMemory<byte> start) => Find(start.Length, (offset, length) => start.Slice((int)offset, length).ToArray());

    /// <summary>Reads the headers and the name, wherever in the file they stand: some kilobytes of programs of any size.</summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{byte})" path="/returns"/>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Find(SafeFileHandle file) => Find(RandomAccess.GetLength(file), (offset, length) =>
    {
        var bytes = new byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(file, bytes.AsSpan(read), offset + read) is > 0 and var count)
        {
            read += count;
        }

        // What became shorter meanwhile reads as zeros, which mean nothing.
        return bytes;
    });

    /// <param name="read">Is asked for what lies inside alone.</param>
    private static string? Find(long length, Func<long, int, byte[]> read)
    {
        if (!Holds(length, 0, HeaderLength) || read(0, HeaderLength) is not { } start || !start.AsSpan().StartsWith("\u007fELF"u8) || start[5] != 1)
        {
            return null;
        }

        var wide = start[4] == 2;
        var table = wide ? BinaryPrimitives.ReadUInt64LittleEndian(start.AsSpan(32)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(28));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(wide ? 54 : 42));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(wide ? 56 : 44));
        var needed = wide ? 56 : 32;
        for (var n = 0; n < count && size >= needed; n++)
        {
            var place = table + ((ulong)n * (ulong)size);
            if (!Holds(length, place, (ulong)size))
            {
                return null;
            }

            var header = read((long)place, needed).AsSpan();
            if (BinaryPrimitives.ReadInt32LittleEndian(header) == TypeInterpreter)
            {
                var (offset, bytes) = wide
                    ? (BinaryPrimitives.ReadUInt64LittleEndian(header[8..]), BinaryPrimitives.ReadUInt64LittleEndian(header[32..]))
                    : (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
                return Holds(length, offset, bytes) ? Text(read((long)offset, (int)Math.Min(bytes, LongestPath))) : null;
            }
        }

        return null;
    }

    private static bool Holds(long length, ulong offset, ulong count) => offset <= (ulong)length && count <= (ulong)length - offset;

    private static string? Text(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)0);
        return end > 0 && name[0] == '/' ? Encoding.UTF8.GetString(name[..end]) : null;
    }
}
