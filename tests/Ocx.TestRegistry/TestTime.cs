using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Ocx.Testing;

/// <summary>Short waits end at once and move the clock; long ones, which are time-outs, end when the test says.</summary>
public sealed class TestTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<TimeSpan> _pauses = new();
    private readonly ConcurrentDictionary<Timer, bool> _timeouts = new();
    private readonly Channel<Timer> _begun = Channel.CreateUnbounded<Timer>();
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The short waits there have been.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Returns once for each time-out that has begun, or begun anew: somebody waits.</summary>
    public ValueTask TimeoutBeginsAsync(CancellationToken cancellationToken) => new(_begun.Reader.ReadAsync(cancellationToken).AsTask());

    /// <summary>Moves the clock. Time-outs that run are not ended by it.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>Ends every time-out that runs.</summary>
    public void Expire()
    {
        foreach (var timer in _timeouts.Keys)
        {
            timer.Fire();
        }
    }

    private sealed class Timer(TestTime time, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._timeouts.TryRemove(this, out _);
            if (dueTime > LongestPause)
            {
                time._timeouts[this] = true;
                time._begun.Writer.TryWrite(this);
            }
            else if (dueTime >= TimeSpan.Zero)
            {
                time._pauses.Enqueue(dueTime);
                time.Advance(dueTime);
                ThreadPool.QueueUserWorkItem(_ => fire());
            }

            return true;
        }

        public void Dispose() => time._timeouts.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
