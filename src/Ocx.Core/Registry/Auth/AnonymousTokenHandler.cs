using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ocx.Core.Registry.Auth;

/// <summary>
/// Public registries such as ghcr.io want a token even from readers they do not know, and give it to anybody. This gets one when a registry
/// asks, without any credentials, and shows it for the same repository until it expires.
/// </summary>
internal sealed class AnonymousTokenHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MaximumAnswer = 64 * 1024;

    private static readonly string[] Parts = ["/manifests/", "/blobs/", "/tags/"];

    /// <summary>A token that ends while it is on its way is of no use.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Expires)> _tokens = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var place = PlaceOf(request.RequestUri!);
        if (_tokens.TryGetValue(place, out var known) && known.Expires > time.GetUtcNow())
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", known.Token);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || request.Content is not null)
        {
            return response;
        }

        foreach (var header in response.Headers.WwwAuthenticate)
        {
            if (BearerChallenge.TryParse(header, request.RequestUri!, out var challenge)
                && await RequestTokenAsync(challenge, cancellationToken) is { } token)
            {
                _tokens[place] = token;
                response.Dispose();
                using var again = Copy(request);
                again.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
                return await base.SendAsync(again, cancellationToken);
            }
        }

        return response;
    }

    /// <summary>Null when the service gives none to strangers: then the registry's own answer says it best.</summary>
    private async Task<(string Token, DateTimeOffset Expires)?> RequestTokenAsync(BearerChallenge challenge, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, challenge.ToTokenAddress());
        using var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return null;
        }

        var content = new byte[MaximumAnswer];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            var answer = JsonSerializer.Deserialize(content.AsSpan(0, length), RegistryJsonContext.Default.TokenAnswer);
            var token = answer?.Token ?? answer?.AccessToken;
            return string.IsNullOrEmpty(token) || token.Any(char.IsControl)
                ? null
                : (token, time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(answer!.ExpiresIn ?? 60, 0, 3600)) - Margin);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A token is for one repository: <c>/v2/NAME/</c> up to what is asked of it.</summary>
    private static string PlaceOf(Uri address)
    {
        var path = address.AbsolutePath;
        var end = Parts.Max(part => path.LastIndexOf(part, StringComparison.Ordinal));
        return address.GetLeftPart(UriPartial.Authority) + (end < 0 ? path : path[..end]);
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        foreach (var (key, value) in request.Options)
        {
            ((IDictionary<string, object?>)copy.Options)[key] = value;
        }

        return copy;
    }
}
