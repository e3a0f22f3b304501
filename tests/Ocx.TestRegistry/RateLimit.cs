using System.Diagnostics;

namespace Ocx.Testing;

/// <summary>Lets bytes pass at a rate, whoever sends them.</summary>
internal sealed class RateLimit(int bytesPerSecond)
{
    /// <summary>So much of a wait that has lasted too long is made up for.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _free;

    /// <summary>Returns when the bytes may have passed.</summary>
    public Task PassAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = Stopwatch.GetElapsedTime(_start);
            _free = (_free > now - Slack ? _free : now) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
            wait = _free - now;
        }

        // Shorter ones take a timer's tick each, so that they are saved up.
        return wait < TimeSpan.FromMilliseconds(2) ? Task.CompletedTask : Task.Delay(wait, cancellationToken);
    }
}
