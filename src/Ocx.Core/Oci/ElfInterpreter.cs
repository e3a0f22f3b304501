using System.Buffers.Binary;
using System.Text;

namespace Ocx.Core.Oci;

/// <summary>Finds the loader that an ELF program asks for (PT_INTERP).</summary>
internal static class ElfInterpreter
{
    /// <summary>The loader's name stands right behind the headers.</summary>
    public const int StartLength = 4096;

    private const int TypeInterpreter = 3;

    /// <param name="start">The first bytes of the file.</param>
    /// <returns>An absolute path; null when it is no little-endian ELF program, or has no loader.</returns>
    public static string? Find(ReadOnlySpan<byte> start)
    {
        if (start.Length < 64 || !start.StartsWith("\u007fELF"u8) || start[5] != 1)
        {
            return null;
        }

        var wide = start[4] == 2;
        var table = wide ? BinaryPrimitives.ReadUInt64LittleEndian(start[32..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[28..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(start[(wide ? 54 : 42)..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(start[(wide ? 56 : 44)..]);
        for (var n = 0; n < count && size >= (wide ? 56 : 32); n++)
        {
            if (Slice(start, table + ((ulong)n * (ulong)size), (ulong)size) is not { Length: > 0 } header)
            {
                return null;
            }

            if (BinaryPrimitives.ReadInt32LittleEndian(header) == TypeInterpreter)
            {
                return wide
                    ? Text(Slice(start, BinaryPrimitives.ReadUInt64LittleEndian(header[8..]), BinaryPrimitives.ReadUInt64LittleEndian(header[32..])))
                    : Text(Slice(start, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), BinaryPrimitives.ReadUInt32LittleEndian(header[16..])));
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> start, ulong offset, ulong length) =>
        offset <= (ulong)start.Length && length <= (ulong)start.Length - offset ? start.Slice((int)offset, (int)length) : default;

    private static string? Text(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)0);
        return end > 0 && name[0] == '/' ? Encoding.UTF8.GetString(name[..end]) : null;
    }
}
