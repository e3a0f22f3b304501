using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;
using Ocx.Core.Files;

namespace Ocx.Core.Archives.Upstream;

/// <summary>Bzip2 with any number of streams, as programs for several processors write them, to the last byte.</summary>
/// <param name="compressed">Read byte by byte, so to be buffered; stays open.</param>
internal sealed class Bzip2Decoder(Stream compressed) : ReadOnlyStream
{
    private readonly byte[] _piece = new byte[64 * 1024];
    private BZip2InputStream? _stream;
    private bool _ended;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = ReadPiece(Math.Min(buffer.Length, _piece.Length));
            if (count > 0)
            {
                _piece.AsSpan(0, count).CopyTo(buffer.Span);
                return ValueTask.FromResult(count);
            }

            _stream!.Dispose();
            _stream = null;
            _ended = compressed.Position == compressed.Length;
        }

        return ValueTask.FromResult(0);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadPiece(int count)
    {
        try
        {
            _stream ??= Open();
            return _stream.Read(_piece, 0, count);
        }
        catch (Exception exception) when (exception is SharpZipBaseException or EndOfStreamException or IndexOutOfRangeException or ArgumentException)
        {
            throw ArchiveFailure.Damaged("its bzip2 data or checksum is wrong, or ends too early", exception);
        }
    }

    /// <summary>The library takes anything that does not begin as it should for an empty stream.</summary>
    private BZip2InputStream Open()
    {
        Span<byte> head = stackalloc byte[4];
        var start = compressed.Position;
        if (compressed.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || !head.StartsWith("BZh"u8) || head[3] is < (byte)'1' or > (byte)'9')
        {
            throw ArchiveFailure.Damaged("something that is not bzip2 follows or begins its data");
        }

        compressed.Position = start;
        return new BZip2InputStream(compressed) { IsStreamOwner = false };
    }
}
