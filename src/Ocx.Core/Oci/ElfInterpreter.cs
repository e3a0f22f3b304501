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
    /// <returns>An absolute path; null when it is no little-endian ELF program, has no loader, or does not tell it in these bytes.</returns>
    public static string? Find(ReadOnlyMemory<byte> start)
    {
        try
        {
            return Find(start.Length, (offset, length) => start.Slice((int)offset, length).ToArray());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Reads the headers and the name, wherever in the file they stand: some kilobytes of programs of any size.</summary>
    /// <returns>An absolute path; null when it is no little-endian ELF program, or has no loader.</returns>
    /// <exception cref="InvalidDataException">The file ends before its headers do, or its loader is no path.</exception>
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
        var start = read(0, (int)Math.Min(length, HeaderLength));
        if (!start.AsSpan().StartsWith("\u007fELF"u8) || (start.Length > 5 && start[5] != 1))
        {
            return null;
        }

        Require(start.Length == HeaderLength);

        var wide = start[4] == 2;
        var table = wide ? BinaryPrimitives.ReadUInt64LittleEndian(start.AsSpan(32)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(28));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(wide ? 54 : 42));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(wide ? 56 : 44));
        var needed = wide ? 56 : 32;
        Require(count == 0 || size >= needed);
        for (var n = 0; n < count; n++)
        {
            var place = table + ((ulong)n * (ulong)size);
            Require(Holds(length, place, (ulong)size));
            var header = read((long)place, needed).AsSpan();
            if (BinaryPrimitives.ReadInt32LittleEndian(header) == TypeInterpreter)
            {
                var (offset, bytes) = wide
                    ? (BinaryPrimitives.ReadUInt64LittleEndian(header[8..]), BinaryPrimitives.ReadUInt64LittleEndian(header[32..]))
                    : (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
                if (bytes == 0)
                {
                    // Its debug symbols in a file of their own: the loader's name stayed with the program.
                    return null;
                }

                Require(Holds(length, offset, bytes));
                return PathIn(read((long)offset, (int)Math.Min(bytes, LongestPath)));
            }
        }

        return null;
    }

    private static bool Holds(long length, ulong offset, ulong count) => offset <= (ulong)length && count <= (ulong)length - offset;

    private static string PathIn(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)0);
        Require(end > 0 && name[0] == '/');
        return Encoding.UTF8.GetString(name[..end]);
    }

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new InvalidDataException("The program is damaged.");
        }
    }
}
