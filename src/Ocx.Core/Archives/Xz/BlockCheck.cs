using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ocx.Core.Archives.Xz;

/// <summary>The check over the content of one block.</summary>
internal sealed class BlockCheck(CheckType type) : IDisposable
{
    private readonly IncrementalHash? _sha256 = type == CheckType.Sha256 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private uint _crc32;
    private ulong _crc64;

    /// <summary>In bytes.</summary>
    public int Size { get; } = SizeOf(type);

    public static int SizeOf(CheckType type) => type switch
    {
        CheckType.None => 0,
        CheckType.Crc32 => Crc32.Size,
        CheckType.Crc64 => Crc64.Size,
        _ => SHA256.HashSizeInBytes,
    };

    public void Append(ReadOnlySpan<byte> content)
    {
        switch (type)
        {
            case CheckType.Crc32:
                _crc32 = Crc32.Append(_crc32, content);
                break;
            case CheckType.Crc64:
                _crc64 = Crc64.Append(_crc64, content);
                break;
            default:
                _sha256?.AppendData(content);
                break;
        }
    }

    public bool Matches(ReadOnlySpan<byte> expected) => type switch
    {
        CheckType.None => expected.IsEmpty,
        CheckType.Crc32 => BinaryPrimitives.ReadUInt32LittleEndian(expected) == _crc32,
        CheckType.Crc64 => BinaryPrimitives.ReadUInt64LittleEndian(expected) == _crc64,
        _ => _sha256!.GetCurrentHash().AsSpan().SequenceEqual(expected),
    };

    public void Dispose() => _sha256?.Dispose();
}
