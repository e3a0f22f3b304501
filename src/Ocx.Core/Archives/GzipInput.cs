using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>
/// The compressed bytes on their way into <see cref="System.IO.Compression.GZipStream"/>, which ends silently at a cut and before a tail.
/// So one byte that cannot begin a gzip member follows the real ones. A decoder at the end of a member asks for it and stops there;
/// one in the middle of a member swallows it and asks for more; one that met a tail before never asks for it.
/// </summary>
internal sealed class GzipInput(Stream source) : ReadOnlyStream
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _askedForMarker;

    /// <summary>The decoder needed bytes that are not there.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The decoder stopped before the bytes ended.</summary>
    public bool HasTail => !_askedForMarker;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await source.ReadAsync(_buffer, cancellationToken);
            if (_end == 0)
            {
                return ReadMarker(buffer.Span);
            }
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private int ReadMarker(Span<byte> buffer)
    {
        if (_askedForMarker)
        {
            IsTruncated = true;
            return 0;
        }

        _askedForMarker = true;
        buffer[0] = 0;
        return 1;
    }
}
