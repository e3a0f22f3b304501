namespace Ocx.Core.Registry.Blobs;

/// <summary>Measures how a blob arrives, and tells whether more connections would bring it sooner.</summary>
internal sealed class BlobPace(TimeProvider time)
{
    /// <summary>A connection that brings so many bytes in a second is not what limits.</summary>
    private const double FastConnection = 50e6;

    /// <summary>How much faster several connections must be than one, or the line they share is the limit.</summary>
    private const double Gain = 1.3;

    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(50);

    /// <summary>What takes less is not worth further requests.</summary>
    private static readonly TimeSpan Worthwhile = TimeSpan.FromMilliseconds(250);

    private long _begun = time.GetTimestamp();
    private TimeSpan _waited;
    private long _bytes;
    private double _alone;
    private long _split;
    private long _arrivedAtSplit;

    /// <summary>Reads, and counts the time it takes.</summary>
    public async ValueTask<int> MeasureAsync(ValueTask<int> reading)
    {
        var since = time.GetTimestamp();
        var read = await reading;
        _waited += time.GetElapsedTime(since);
        _bytes += read;
        return read;
    }

    /// <summary>Whether one connection is too slow for what is left: it, and not the reader, was what was waited for.</summary>
    /// <param name="left">Bytes that have not come yet.</param>
    public bool IsSlow(long left)
    {
        var elapsed = time.GetElapsedTime(_begun);
        if (elapsed < Sample || _bytes == 0)
        {
            return false;
        }

        _alone = _bytes / elapsed.TotalSeconds;
        var slow = _waited >= elapsed / 2 && _alone < FastConnection && left / _alone > Worthwhile.TotalSeconds;
        (_begun, _waited, _bytes) = (time.GetTimestamp(), TimeSpan.Zero, 0);
        return slow;
    }

    /// <summary>From now on there are several connections.</summary>
    /// <param name="arrived">Bytes of the blob that are here.</param>
    public void Split(long arrived) => (_split, _arrivedAtSplit) = (time.GetTimestamp(), arrived);

    /// <summary>Whether several connections have brought more than one did.</summary>
    public bool HasGained(long arrived) => arrived - _arrivedAtSplit >= Gain * _alone * time.GetElapsedTime(_split).TotalSeconds;
}
