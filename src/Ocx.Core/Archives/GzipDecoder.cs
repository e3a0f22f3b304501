using System.IO.Compression;
using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>Gzip with any number of members, to its last byte: a cut, a tail or a wrong checksum is an error, never an early end.</summary>
internal sealed class GzipDecoder : ReadOnlyStream
{
    private readonly GzipInput _input;
    private readonly GZipStream _inflater;

    public GzipDecoder(Stream compressed)
    {
        _input = new GzipInput(compressed);
        _inflater = new GZipStream(_input, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await _inflater.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw ArchiveFailure.Damaged("its gzip data or checksum is wrong", e);
        }

        return count > 0 || buffer.IsEmpty ? count
            : _input.IsTruncated ? throw ArchiveFailure.Damaged("its gzip data ends too early")
            : _input.HasTail ? throw ArchiveFailure.Damaged("something follows the end of its gzip data")
            : 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflater.Dispose();
        }

        base.Dispose(disposing);
    }
}
