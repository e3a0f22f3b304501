using System.Collections.Concurrent;

namespace Ocx.Core.Registry.Auth;

/// <summary>Tokens by what they are good for. However many ask for one at the same time, it is fetched once.</summary>
internal sealed class TokenCache(TimeProvider time)
{
    private readonly ConcurrentDictionary<TokenScope, Lazy<Task<Authorization?>>> _tokens = new();

    /// <param name="refused">A token that the registry did not accept: not given again.</param>
    /// <param name="fetch">Bounded in time by itself, since one asker's cancellation is not another's. Null: there is no token to be had.</param>
    public async Task<Authorization?> GetAsync(
        TokenScope scope, Authorization? refused, Func<Task<Authorization?>> fetch, CancellationToken cancellationToken)
    {
        var own = new Lazy<Task<Authorization?>>(fetch);
        var flight = _tokens.AddOrUpdate(scope, own, (_, known) => IsUsable(known, refused) ? known : own);
        try
        {
            return await flight.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            // Neither a failure nor "no token" is kept.
            if (flight.Value.IsCompleted && (!flight.Value.IsCompletedSuccessfully || flight.Value.Result is null))
            {
                _tokens.TryRemove(new(scope, flight));
            }
        }
    }

    private bool IsUsable(Lazy<Task<Authorization?>> flight, Authorization? refused) =>
        !flight.IsValueCreated
        || !flight.Value.IsCompleted
        || (flight.Value.IsCompletedSuccessfully && flight.Value.Result is { } token && token != refused && token.Expires > time.GetUtcNow());
}
