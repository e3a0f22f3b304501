using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ocx.Core.Archives.Xz;

/// <summary>The records of an index, or the blocks that they are to agree with, in constant memory however many they are.</summary>
internal sealed class IndexHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    public void Append(long unpaddedSize, long uncompressedSize)
    {
        Span<byte> record = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(record, unpaddedSize);
        BinaryPrimitives.WriteInt64LittleEndian(record[sizeof(long)..], uncompressedSize);
        _hash.AppendData(record);
        Count++;
    }

    public bool Matches(IndexHash other) => Count == other.Count && _hash.GetCurrentHash().AsSpan().SequenceEqual(other._hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
