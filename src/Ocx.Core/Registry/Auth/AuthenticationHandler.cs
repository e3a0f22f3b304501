using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry.Auth;

/// <summary>
/// Asks as anybody until a registry wants to know who asks, and then shows what it wants: a token for the repository, or the credentials
/// themselves. What a registry wanted once is shown at once from then on. Nothing is shown to any other server.
/// </summary>
internal sealed class AuthenticationHandler(
    HttpMessageHandler inner, ICredentialSource credentials, RealmConnections realms, Action<string>? warn, TimeProvider time) : DelegatingHandler(inner)
{
    private readonly TokenService _service = new(realms, time);
    private readonly TokenCache _tokens = new(time);

    // By scheme, host and port of a registry.
    private readonly ConcurrentDictionary<string, Authorization> _shownAlways = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BearerChallenge> _challenges = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var scope = TokenScope.Of(request);
        var shown = await KnownAsync(request, scope, cancellationToken);
        var response = await SendAsync(request, shown, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized
            || !RedirectHandler.IsSameServer(response.RequestMessage!.RequestUri!, request.RequestUri!)
            || request.Content is not (null or ByteArrayContent or ReadOnlyMemoryContent))
        {
            return response;
        }

        Authorization? wanted;
        try
        {
            await RefusalText.HoldAsync(response, cancellationToken);
            wanted = await AnswerAsync(request, scope, response.Headers.WwwAuthenticate, shown, cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (wanted is null)
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, wanted, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            realms.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string HostOf(HttpRequestMessage request) => request.RequestUri!.Authority;

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Authorization? shown, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = shown?.Header;
        var problem = request.Options.TryGetValue(Access.Key, out var known) ? known.Problem : null;
        request.Options.Set(Access.Key, new(RegistryKey.Of(HostOf(request)), shown, problem));
        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>What can be shown before the registry has said anything to this request.</summary>
    private async Task<Authorization?> KnownAsync(HttpRequestMessage request, TokenScope scope, CancellationToken cancellationToken)
    {
        if (_shownAlways.TryGetValue(scope.Registry, out var always))
        {
            return always;
        }

        if (credentials.Immediate(HostOf(request)) is { } token)
        {
            return _shownAlways.GetOrAdd(scope.Registry, Authorization.Of(token));
        }

        return _challenges.TryGetValue(scope.Registry, out var challenge)
            ? await TokenAsync(request, scope, challenge, await LookUpAsync(request, cancellationToken), null, cancellationToken)
            : null;
    }

    /// <summary>What the registry wants to see; null when there is nothing, or nothing else.</summary>
    private async Task<Authorization?> AnswerAsync(
        HttpRequestMessage request,
        TokenScope scope,
        HttpHeaderValueCollection<AuthenticationHeaderValue> demands,
        Authorization? shown,
        CancellationToken cancellationToken)
    {
        var found = await LookUpAsync(request, cancellationToken);
        foreach (var demand in demands)
        {
            if (BearerChallenge.TryParse(demand, out var challenge))
            {
                if (found is { User: null })
                {
                    return ShowAlways(scope, found, shown);
                }

                _challenges[scope.Registry] = challenge;
                return await TokenAsync(request, scope, challenge, found, shown, cancellationToken);
            }
        }

        return found is { User: not null } && demands.Any(demand => demand.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            ? ShowAlways(scope, found, shown)
            : null;
    }

    private Authorization? ShowAlways(TokenScope scope, Credential credential, Authorization? refused) =>
        credential.Header.Equals(refused?.Header) ? null : _shownAlways.GetOrAdd(scope.Registry, Authorization.Of(credential));

    private Task<Authorization?> TokenAsync(
        HttpRequestMessage request, TokenScope scope, BearerChallenge challenge, Credential? credential, Authorization? refused, CancellationToken cancellationToken) =>
        _tokens.GetAsync(scope, refused, () => _service.RequestAsync(challenge, request.RequestUri!, scope, credential), cancellationToken);

    private async Task<Credential?> LookUpAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = HostOf(request);
        var (credential, failure) = await credentials.FindAsync(host, cancellationToken);
        if (failure is null)
        {
            return credential;
        }

        if (!TokenScope.IsRead(request))
        {
            // Nobody may write as anybody; the failure is what there is to mend.
            throw failure;
        }

        request.Options.Set(Access.Key, new(RegistryKey.Of(host), null, failure));
        if (_warned.TryAdd(host, true))
        {
            warn?.Invoke($"{failure.FullMessage} {RegistryKey.Of(host)} is asked without credentials.");
        }

        return null;
    }
}
