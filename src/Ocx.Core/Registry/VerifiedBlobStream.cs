using System.Buffers;
using System.Security.Cryptography;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>
/// Reads a blob and verifies it on the way: more bytes than declared are refused at once, the length and the digest at the end. Bytes are
/// handed on before the end is known, so what is made of them counts only after a read has returned 0 or <see cref="CompleteAsync"/> has returned.
/// </summary>
/// <param name="inner">Disposed with this stream.</param>
/// <param name="source">For messages: what is read.</param>
/// <remarks>Failures are OCX2015 (too long), OCX2007 (too short) and OCX2006 (another content), in this order.</remarks>
public sealed class VerifiedBlobStream(Stream inner, Descriptor expected, string source) : ReadOnlyStream
{
    private const int DrainSize = 80 * 1024;

    private readonly IncrementalHash _hash = expected.Digest.CreateHash();
    private bool _verified;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Check(buffer, read);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Check(buffer.Span, read);
        return read;
    }

    /// <summary>Reads what the consumer left unread, and returns when all of the blob is verified.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_verified)
        {
            return;
        }

        var rest = ArrayPool<byte>.Shared.Rent(DrainSize);
        try
        {
            while (await ReadAsync(rest, cancellationToken) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rest);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(Span<byte> buffer, int read)
    {
        if (read > 0)
        {
            Take(buffer[..read]);
        }
        else if (buffer.Length > 0 && !_verified)
        {
            VerifyEnd();
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        BytesRead += bytes.Length;
        if (BytesRead > expected.Size)
        {
            throw new OcxException(
                RegistryErrors.BlobSizeMismatch,
                $"{source} is longer than the {expected.Size} bytes declared.",
                nextStep: RegistryErrors.BlobSizeMismatch.Remedy);
        }

        _hash.AppendData(bytes);
    }

    private void VerifyEnd()
    {
        if (BytesRead < expected.Size)
        {
            throw RegistryFailure.Truncated(source, $"{BytesRead} of {expected.Size} bytes came");
        }

        if (!expected.Digest.Matches(_hash))
        {
            throw RegistryFailure.DigestMismatch(source, expected.Digest);
        }

        _verified = true;
    }
}
