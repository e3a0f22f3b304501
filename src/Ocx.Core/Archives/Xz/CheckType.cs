namespace Ocx.Core.Archives.Xz;

/// <summary>What protects the content of a stream's blocks.</summary>
internal enum CheckType
{
    None = 0x00,
    Crc32 = 0x01,
    Crc64 = 0x04,
    Sha256 = 0x0A,
}
