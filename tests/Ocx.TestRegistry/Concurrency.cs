namespace Ocx.Testing;

/// <summary>Counts what is under way at once.</summary>
public sealed class Concurrency
{
    private readonly Lock _lock = new();
    private int _now;

    /// <summary>The most at once since the start.</summary>
    public int Most { get; private set; }

    /// <summary>One more, until it is disposed.</summary>
    internal IDisposable Enter()
    {
        lock (_lock)
        {
            Most = Math.Max(Most, ++_now);
        }

        return new Stay(this);
    }

    private void Leave()
    {
        lock (_lock)
        {
            _now--;
        }
    }

    private sealed class Stay(Concurrency concurrency) : IDisposable
    {
        public void Dispose() => concurrency.Leave();
    }
}
