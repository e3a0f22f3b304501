using System.Collections.Concurrent;

namespace Ocx.Core.Installation;

/// <summary>
/// Work that is done once in this process, however many ask for its result at the same time or later. A failure is not kept, and one asker's
/// cancellation is not another's.
/// </summary>
internal sealed class SingleFlight<T>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _flights = new(StringComparer.Ordinal);

    /// <summary>How many are done or under way.</summary>
    public int Count => _flights.Count;

    /// <param name="work">Told to stop by the token of whoever asked first; then others who ask start anew.</param>
    public async Task<T> RunAsync(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var own = new Lazy<Task<T>>(() => Task.Run(() => work(cancellationToken), cancellationToken));
            var flight = _flights.GetOrAdd(key, own);
            try
            {
                // Whoever began it returns when it has ended, also when cancelled, so that nothing goes on behind their back.
                return await (flight == own ? flight.Value : flight.Value.WaitAsync(cancellationToken));
            }
            catch (Exception exception)
            {
                if (flight.Value.IsCompleted)
                {
                    _flights.TryRemove(new(key, flight));
                }

                if (exception is not OperationCanceledException || cancellationToken.IsCancellationRequested)
                {
                    throw;
                }
            }
        }
    }
}
