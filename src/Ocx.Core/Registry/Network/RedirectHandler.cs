using System.Net;

namespace Ocx.Core.Registry.Network;

/// <summary>
/// Follows to where a registry keeps its content. Credentials stay with the server they were meant for: another host, port or scheme gets
/// none, and neither does what comes after it. Only reading is redirected.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaximumRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            return response;
        }

        var current = request;
        for (var followed = 0; TargetOf(response, current.RequestUri!) is { } target; followed++)
        {
            response.Dispose();
            if ((followed == MaximumRedirects ? $"redirects more than {MaximumRedirects} times" : Objection(current.RequestUri!, target)) is { } objection)
            {
                var subject = request.Options.TryGetValue(RegistryTransport.Subject, out var named) ? named : request.RequestUri!.AbsolutePath;
                throw RegistryFailure.Unexpected(request.RequestUri!.Authority, subject, objection);
            }

            current = Next(current, target);
            response = await base.SendAsync(current, cancellationToken);
        }

        return response;
    }

    /// <summary>Whether both are the same server, so that what one may know, the other may too.</summary>
    public static bool IsSameServer(Uri one, Uri other) => one.GetLeftPart(UriPartial.Authority) == other.GetLeftPart(UriPartial.Authority);

    private static Uri? TargetOf(HttpResponseMessage response, Uri address) => response.StatusCode
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location && Uri.TryCreate(address, location, out var target) ? target : null;

    private static string? Objection(Uri from, Uri to) =>
        to.Scheme != Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttp || to.UserInfo.Length > 0 ? "redirects to an address that is none of a registry"
        : from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps ? $"redirects from https to plain http ({to.Authority})"
        : null;

    private static HttpRequestMessage Next(HttpRequestMessage request, Uri target)
    {
        var next = new HttpRequestMessage(request.Method, target) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            next.Headers.TryAddWithoutValidation(name, values);
        }

        if (!IsSameServer(request.RequestUri!, target))
        {
            next.Headers.Authorization = null;
        }

        foreach (var (key, value) in request.Options)
        {
            ((IDictionary<string, object?>)next.Options)[key] = value;
        }

        return next;
    }
}
