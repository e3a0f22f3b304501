using System.Collections.Concurrent;

namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>A clock on which nothing ends until the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly ConcurrentDictionary<Timer, bool> _timers = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state), dueTime);
        _timers[timer] = true;
        return timer;
    }

    /// <summary>Ends every wait of at most this length.</summary>
    public void Pass(TimeSpan time)
    {
        foreach (var timer in _timers.Keys.Where(timer => timer.Due <= time))
        {
            timer.Fire();
        }
    }

    private sealed class Timer(ManualTime time, Action fire, TimeSpan due) : ITimer
    {
        public TimeSpan Due { get; } = due;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => time._timers.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
