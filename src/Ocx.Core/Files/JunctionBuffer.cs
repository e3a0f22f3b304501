using System.Buffers.Binary;
using System.Text;

namespace Ocx.Core.Files;

/// <summary>The bytes that make a directory of Windows a junction: a REPARSE_DATA_BUFFER of the kind mount point.</summary>
internal static class JunctionBuffer
{
    private const uint MountPointTag = 0xA0000003;
    private const int HeaderSize = 8;
    private const int NameFieldsSize = 8;
    private const int MaximumSize = 16 * 1024;
    private const string ExtendedPrefix = @"\\?\";
    private const string NativePrefix = @"\??\";

    /// <param name="target">An absolute path of a local drive; it need not exist.</param>
    /// <exception cref="IOException">Junctions cannot lead there, or the path is too long.</exception>
    public static byte[] Of(string target)
    {
        var path = target.Replace('/', '\\');
        path = path.StartsWith(ExtendedPrefix, StringComparison.Ordinal) ? path[ExtendedPrefix.Length..] : path;
        if (path.Length < 3 || !char.IsAsciiLetter(path[0]) || path[1] != ':' || path[2] != '\\')
        {
            throw new IOException($"symbolic links are not permitted, and a junction cannot lead to '{target}', which is not on a local drive");
        }

        var substitute = Encoding.Unicode.GetBytes(NativePrefix + path);
        var print = Encoding.Unicode.GetBytes(path);

        // Both names end with a zero that their lengths do not count.
        var buffer = new byte[HeaderSize + NameFieldsSize + substitute.Length + 2 + print.Length + 2];
        if (buffer.Length > MaximumSize)
        {
            throw new PathTooLongException($"a junction cannot hold the path '{target}'");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(buffer, MountPointTag);
        Write16(buffer, 4, buffer.Length - HeaderSize);
        Write16(buffer, 8, 0);
        Write16(buffer, 10, substitute.Length);
        Write16(buffer, 12, substitute.Length + 2);
        Write16(buffer, 14, print.Length);
        substitute.CopyTo(buffer, HeaderSize + NameFieldsSize);
        print.CopyTo(buffer, HeaderSize + NameFieldsSize + substitute.Length + 2);
        return buffer;
    }

    private static void Write16(byte[] buffer, int offset, int value) => BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(offset), (ushort)value);
}
