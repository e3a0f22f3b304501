using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Registry.Blobs;

/// <summary>
/// A range of a blob, read over one connection. A transfer that breaks goes on from the byte it has reached, on a new one: as long as it gets on, and
/// otherwise twice.
/// </summary>
/// <param name="start">The first byte.</param>
/// <param name="end">After the last byte that is asked for.</param>
/// <param name="apart">On connections of its own.</param>
/// <param name="whole">The answer to a request for all of the blob, which starts at 0; disposed with this range. Null: it is asked for when read.</param>
internal sealed class BlobRange(BlobSource source, TimeProvider time, long start, long end, bool apart = false, Stream? whole = null) : ReadOnlyStream
{
    private const int MaximumFailures = 2;

    /// <summary>Bytes; a registry that gives less with each connection does not get on.</summary>
    private const int MinimumProgress = 64 * 1024;

    private readonly long _end = end;
    private Stream? _body = whole;
    private bool _isWhole = whole is not null;
    private long _reached = start;
    private long _progressed = start;
    private int _failures;

    /// <summary>Nothing is read from here on, although it was asked for.</summary>
    public long Limit { get; set; } = end;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var left = Limit - _reached;
            if (left == 0 && !(_isWhole && Limit == source.Size))
            {
                return 0;
            }

            _body ??= await source.OpenAsync(_reached, _end, apart, cancellationToken);
            try
            {
                // Bytes beyond the size are read too: the reader refuses them.
                var read = await _body.ReadAsync(left == 0 ? buffer : buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
                _reached += read;
                if (read > 0 || left == 0)
                {
                    return read;
                }

                throw source.Truncated(_reached, "and the connection was closed");
            }
            catch (OcxException broken) when (left == 0 && broken.Code == RegistryErrors.Truncated)
            {
                // Every byte is here, and only the mark of the end is not: whether they are the right ones is for the digest to say.
                _isWhole = false;
                return 0;
            }
            catch (OcxException broken) when (left > 0)
            {
                if (!MayGoOn(broken))
                {
                    throw;
                }
            }

            await _body.DisposeAsync();
            (_body, _isWhole) = (null, false);
            await Task.Delay(RegistryRetry.PauseBefore(Math.Max(1, _failures)), time, cancellationToken);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_body is not null)
        {
            await _body.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A registry that fell silent has cost minutes: it gets another chance only after it has sent something.</summary>
    private bool MayGoOn(OcxException broken)
    {
        var gotOn = _reached - _progressed >= MinimumProgress;
        _failures = gotOn ? 1 : _failures + 1;
        _progressed = gotOn ? _reached : _progressed;
        return broken.Code == RegistryErrors.Truncated ? _failures <= MaximumFailures : broken.Code == RegistryErrors.Unreachable && gotOn;
    }
}
