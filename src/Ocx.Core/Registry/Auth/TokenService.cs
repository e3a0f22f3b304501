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
    /// <exception cref="OcxException">OCX2001, OCX2003, OCX2004, OCX2019.</exception>
    public async Task<Authorization?> RequestAsync(BearerChallenge challenge, Uri registry, TokenScope scope, Credential? credential)
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
                    RegistryErrors.Busy, $"{NameOf(realm, registry)} answered {(int)status}."),
                >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => throw Failed(realm, registry, "answered with a redirect, which is not followed"),
                var status => throw Failed(realm, registry, $"answered {(int)status}"),
            };
        }
        catch (OperationCanceledException exception)
        {
            throw new OcxException(RegistryErrors.Unreachable, $"{NameOf(realm, registry)} did not answer in time.", innerException: exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new OcxException(
                RegistryErrors.Unreachable,
                $"{NameOf(realm, registry)} cannot be reached: {exception.Message.TrimEnd('.')}.",
                innerException: exception,
                exit: exception is HttpRequestException { HttpRequestError: var error } && !ConnectionFailure.IsTransient(error) ? ExitCode.Unavailable : null);
        }
    }

    private static string NameOf(Uri realm, Uri registry) => $"The token service {realm.Authority} of the registry {registry.Authority}";

    private static OcxException Failed(Uri realm, Uri registry, string what) => new(AuthenticationErrors.TokenServiceFailed, $"{NameOf(realm, registry)} {what}.");

    private async ValueTask<HttpResponseMessage> SendAsync(Uri address, Uri registry, Credential? credential, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", RegistryConnections.UserAgent);
        request.Headers.Authorization = credential?.Header;
        return await connections.SendAsync(request, registry, cancellationToken);
    }

    private async Task<Authorization?> ReadAsync(HttpResponseMessage response, Uri registry, Credential? credential, CancellationToken cancellationToken)
    {
        var realm = response.RequestMessage!.RequestUri!;
        var content = new byte[MaximumAnswer + 1];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaximumAnswer)
        {
            throw Failed(realm, registry, $"answered with more than {MaximumAnswer} bytes");
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
            throw Failed(realm, registry, "answered with something that is not a token");
        }
    }
}
