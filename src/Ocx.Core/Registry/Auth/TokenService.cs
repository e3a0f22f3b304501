using System.Net;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Polly;

namespace Ocx.Core.Registry.Auth;

/// <summary>Gets tokens where registries say they are to be had.</summary>
internal sealed class TokenService(RealmConnections connections, TimeProvider time)
{
    private const int MaximumAnswer = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline<HttpResponseMessage> _retry = RegistryRetry.OfRequests(time);

    /// <param name="registry">The address that demands the token.</param>
    /// <param name="credential">Null: as anybody.</param>
    /// <returns>Null when there is none for anybody: then the registry's own answer says it best.</returns>
    /// <exception cref="OcxException">OCX2001, OCX2003, OCX2004, OCX2017, OCX2019; it has been tried again already.</exception>
    public async Task<Authorization?> RequestAsync(BearerChallenge challenge, Uri registry, TokenScope scope, Credential? credential)
    {
        try
        {
            return await TryAsync(challenge, registry, scope, credential);
        }
        catch (OcxException exception)
        {
            throw RegistryRetry.Final(exception);
        }
    }

    private async Task<Authorization?> TryAsync(BearerChallenge challenge, Uri registry, TokenScope scope, Credential? credential)
    {
        var realm = connections.Check(challenge.Realm, registry);
        var address = BearerChallenge.AddressOf(realm, challenge.Service, scope.Name);
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            using var response = await _retry.ExecuteAsync(token => SendAsync(address, registry, credential, token), limit.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await ReadAsync(response, registry, credential, limit.Token),
                >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests when credential is null => null,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw AccessRefusal.OfTokenService(registry, realm, credential!),
                var status when RegistryFailure.IsTransient(status) => throw new OcxException(
                    RegistryErrors.Busy, $"The {NameOf(realm, registry)} answered {(int)status}."),
                >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => throw Failed(realm, registry, "answered with a redirect, which is not followed"),
                var status => throw Failed(realm, registry, $"answered {(int)status}"),
            };
        }
        catch (OperationCanceledException exception)
        {
            throw new OcxException(RegistryErrors.Unreachable, $"The {NameOf(realm, registry)} did not answer in time.", innerException: exception);
        }
    }

    private static string NameOf(Uri realm, Uri registry) => $"token service {realm.Authority} of the registry {registry.Authority}";

    private static OcxException Failed(Uri realm, Uri registry, string what) => new(AuthenticationErrors.TokenServiceFailed, $"The {NameOf(realm, registry)} {what}.");

    private async ValueTask<HttpResponseMessage> SendAsync(Uri address, Uri registry, Credential? credential, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", RegistryConnections.UserAgent);
        var shown = credential is null ? null : Authorization.Of(credential);
        request.Headers.Authorization = shown?.Header;
        request.Options.Set(Access.Key, new(RegistryKey.Of(registry.Authority), shown, null));
        try
        {
            return await connections.SendAsync(request, registry, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw ConnectionFailure.OfTokenService(NameOf(address, registry), exception, request);
        }
    }

    private async Task<Authorization?> ReadAsync(HttpResponseMessage response, Uri registry, Credential? credential, CancellationToken cancellationToken)
    {
        var realm = response.RequestMessage!.RequestUri!;
        var content = new byte[MaximumAnswer + 1];
        int length;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            length = await body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var asked = response.RequestMessage;
            var reason = ServerText.Of(exception.Message, asked).TrimEnd('.');
            throw new OcxException(
                RegistryErrors.Unreachable, $"The {NameOf(realm, registry)} broke off its answer: {reason}.", innerException: ServerText.Safe(exception, asked));
        }

        var page = WebPage.IsHtml(response) ? $"answered with {WebPage.Describe(response, realm)} and not with a token" : null;
        if (length > MaximumAnswer)
        {
            throw Failed(realm, registry, page ?? $"answered with more than {MaximumAnswer} bytes");
        }

        try
        {
            var answer = JsonSerializer.Deserialize(content.AsSpan(0, length), RegistryJsonContext.Default.TokenAnswer);
            var token = string.IsNullOrEmpty(answer?.Token) ? answer?.AccessToken : answer.Token;
            return token is not null && Credential.IsToken(token)
                ? new(new("Bearer", token), credential, TokenLifetime.EndOf(token, answer!.ExpiresIn, time.GetUtcNow()))
                : throw Failed(realm, registry, "answered without a token");
        }
        catch (JsonException)
        {
            throw Failed(realm, registry, page ?? "answered with something that is not a token");
        }
    }
}
