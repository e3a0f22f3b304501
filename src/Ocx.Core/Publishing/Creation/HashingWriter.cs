using System.Security.Cryptography;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Hashes and counts what is written through it.</summary>
internal sealed class HashingWriter(Stream inner) : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long BytesWritten { get; private set; }

    /// <summary>The digest of everything written.</summary>
    public Digest Finish() => Digest.FromHash(_hash.GetHashAndReset());

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        BytesWritten += buffer.Length;
        await inner.WriteAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
