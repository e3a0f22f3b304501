using System.Buffers.Binary;

namespace Ocx.Core.Installation.Signing;

/// <summary>Recognises the executable formats of macOS by their first bytes.</summary>
internal static class MachO
{
    /// <summary>As many bytes as are looked at.</summary>
    public const int HeaderSize = 8;

    private const uint Thin32 = 0xFEEDFACE;
    private const uint Thin64 = 0xFEEDFACF;
    private const uint Fat = 0xCAFEBABE;

    /// <summary>
    /// A Java class file begins as a fat binary does. Where that counts its architectures, the class file has its version, which is 45 or
    /// more; file(1) draws the line at 30.
    /// </summary>
    private const uint MostArchitectures = 30;

    public static bool IsExecutable(ReadOnlySpan<byte> header) =>
        header.Length == HeaderSize
        && (Is(BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]))
            || Is(BinaryPrimitives.ReadUInt32LittleEndian(header), BinaryPrimitives.ReadUInt32LittleEndian(header[4..])));

    private static bool Is(uint magic, uint count) => magic is Thin32 or Thin64 || (magic == Fat && count is > 0 and <= MostArchitectures);
}
