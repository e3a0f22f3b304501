using System.Net;
using System.Net.Http.Headers;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Auth;
using Polly;

namespace Ocx.Core.Registry;

/// <summary>Sends the requests of one registry: time-outs, retries, and failures in the user's words.</summary>
/// <param name="registry">For messages.</param>
internal sealed class RegistryTransport(string registry, HttpClient client, TimeProvider time)
{
    /// <summary>Until an answer begins, and for each read of its body.</summary>
    public static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(120);

    /// <summary>What a request is about, for a handler that must refuse it.</summary>
    public static readonly HttpRequestOptionsKey<string> Subject = new("Ocx.Subject");

    /// <summary>Bytes of an error document that are read.</summary>
    public const int MaximumErrorSize = 16 * 1024;

    private readonly ResiliencePipeline<HttpResponseMessage> _retry = RegistryRetry.OfRequests(time);

    private readonly ResiliencePipeline _retryDocuments = RegistryRetry.OfDocuments(time);

    /// <summary>Asks for something that may be missing: an answer 200, or null for 404. Transient failures are tried again.</summary>
    /// <param name="range">Where one is given, the answer may be 206 too.</param>
    /// <param name="apart">Over HTTP/1.1: on a connection that carries nothing else meanwhile.</param>
    /// <param name="forPush">With the right to push.</param>
    public async Task<HttpResponseMessage?> FindAsync(
        HttpMethod method,
        Uri address,
        string subject,
        CancellationToken cancellationToken,
        string? accept = null,
        RangeHeaderValue? range = null,
        bool apart = false,
        bool forPush = false)
    {
        var response = await _retry.ExecuteAsync(
            async token =>
            {
                using var request = new HttpRequestMessage(method, address) { Headers = { Range = range } };
                if (accept is not null)
                {
                    request.Headers.TryAddWithoutValidation("Accept", accept);
                }

                if (forPush)
                {
                    request.Options.Set(TokenScope.ForPush, true);
                }

                return await SendAsync(request, subject, token, apart);
            },
            cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK ? !WebPage.Is(response) : range is not null && response.StatusCode == HttpStatusCode.PartialContent)
        {
            return response;
        }

        using (response)
        {
            return response.StatusCode == HttpStatusCode.NotFound
                ? null
                : throw await FailureAsync(response, address, subject, RegistryErrors.UnexpectedAnswer, cancellationToken);
        }
    }

    /// <summary>Reads a document of bounded size; null for 404. One that ends early is asked for again.</summary>
    /// <param name="maximumSize">Bytes.</param>
    public async Task<DocumentAnswer?> ReadAsync(
        Uri address, string subject, CancellationToken cancellationToken, string? accept = null, int maximumSize = ImageManifest.MaximumSize) =>
        await _retryDocuments.ExecuteAsync(
            async token =>
            {
                if (await FindAsync(HttpMethod.Get, address, subject, token, accept) is not { } response)
                {
                    return null;
                }

                await using var body = await OpenBodyAsync(response, subject, token);
                var content = await BoundedDocument.ReadAsync(body, subject, token, maximumSize);
                return new DocumentAnswer(content, response.Content.Headers.ContentType?.MediaType, response.Headers, response.RequestMessage);
            },
            cancellationToken);

    /// <summary>Sends a request that changes the registry, once.</summary>
    /// <param name="passes">A refusal that is an answer to the caller.</param>
    public async Task<HttpResponseMessage> WriteAsync(
        HttpRequestMessage request, string subject, CancellationToken cancellationToken, HttpStatusCode? passes = null)
    {
        var response = await SendAsync(request, subject, cancellationToken);
        if ((response.IsSuccessStatusCode && !WebPage.Is(response)) || response.StatusCode == passes)
        {
            return response;
        }

        using (response)
        {
            throw await FailureAsync(response, request.RequestUri!, subject, RegistryErrors.RegistryReadOnly, cancellationToken);
        }
    }

    /// <summary>The answer's body, which owns the answer.</summary>
    public async Task<Stream> OpenBodyAsync(HttpResponseMessage response, string subject, CancellationToken cancellationToken) =>
        new ResponseStream(await response.Content.ReadAsStreamAsync(cancellationToken), response, registry, subject, time);

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, string subject, CancellationToken cancellationToken, bool apart = false)
    {
        // HTTP/2 where a server of https offers it; plain http is 1.1.
        (request.Version, request.VersionPolicy) = apart
            ? (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact)
            : (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower);
        request.Options.Set(Subject, subject);
        using var late = new CancellationTokenSource(ReadTimeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ended.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RegistryFailure.TimedOut(registry, subject, exception);
        }
        catch (HttpRequestException exception)
        {
            throw ConnectionFailure.OfRegistry(registry, subject, exception, request);
        }
    }

    private async Task<OcxException> FailureAsync(
        HttpResponseMessage response, Uri asked, string subject, ErrorCode otherwise, CancellationToken cancellationToken)
    {
        if (WebPage.Is(response))
        {
            // The host that it came from is the registry's choice of words too.
            return AccessRefusal.Explain(WebPage.Failure(response, asked, registry, subject), response);
        }

        var body = new byte[MaximumErrorSize];
        var length = 0;
        try
        {
            await using var stream = await OpenBodyAsync(response, subject, cancellationToken);
            length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (OcxException)
        {
            // The status says what counts.
        }

        var page = WebPage.IsHtml(response) ? WebPage.Describe(response, asked) : null;
        var failure = RegistryFailure.OfAnswer(
            registry, subject, response.StatusCode, body.AsSpan(0, length), page, otherwise, response.RequestMessage);
        return AccessRefusal.Explain(failure, response);
    }
}
