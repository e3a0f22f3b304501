using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry;

/// <summary>Turns a connection that could not be made, or broke before an answer, into what its user reads.</summary>
internal static class ConnectionFailure
{
    /// <param name="registry">For messages, as <paramref name="subject"/>.</param>
    /// <param name="asked">The request that got no answer.</param>
    public static OcxException OfRegistry(string registry, string subject, HttpRequestException exception, HttpRequestMessage asked) => Of(
        $"registry {registry}",
        subject,
        exception,
        asked,
        $"Check the spelling and the network. If {registry} is a name of your own, config.toml must give it an address: [registries.\"{registry}\"] url = …");

    /// <param name="service">For messages: the service and its registry.</param>
    /// <inheritdoc cref="OfRegistry" path="/param"/>
    public static OcxException OfTokenService(string service, HttpRequestException exception, HttpRequestMessage asked) =>
        Of(service, "a token", exception, asked, RegistryErrors.Unreachable.Remedy);

    /// <summary>Whether another attempt may do better.</summary>
    public static bool IsTransient(HttpRequestError error) => error
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError
        or HttpRequestError.Unknown;

    private static OcxException Of(string server, string subject, HttpRequestException exception, HttpRequestMessage asked, string unknownName)
    {
        var reason = ServerText.Of(exception.Message, asked).TrimEnd('.');
        return exception.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => NotSecure(server, subject, exception, asked),
            HttpRequestError.ProxyTunnelError => new(
                RegistryErrors.Unreachable,
                $"The proxy does not let through to the {server} for {subject}: {reason}.",
                nextStep: "Check HTTPS_PROXY, with user:password@ before the host if the proxy wants it, and NO_PROXY.",
                innerException: ServerText.Safe(exception, asked),
                exit: ExitCode.Unavailable),
            var error => new(
                RegistryErrors.Unreachable,
                $"The {server} cannot be reached for {subject}: {reason}.",
                nextStep: error == HttpRequestError.NameResolutionError ? unknownName : RegistryErrors.Unreachable.Remedy,
                innerException: ServerText.Safe(exception, asked),
                exit: IsTransient(error) ? null : ExitCode.Unavailable),
        };
    }

    /// <summary>A certificate does not become valid by trying again.</summary>
    private static OcxException NotSecure(string server, string subject, HttpRequestException exception, HttpRequestMessage asked)
    {
        if (exception.InnerException is OcxException setting)
        {
            return setting;
        }

        var refused = CertificateRefusedException.In(exception);
        var reason = refused?.Message ?? ServerText.Of((exception.InnerException ?? exception).Message, asked).TrimEnd('.');
        return new(
            RegistryErrors.NotSecure,
            $"The connection to the {server} is not secure, so nothing was asked for {subject}. {reason}.",
            nextStep: refused is null ? "It must speak TLS 1.2 or 1.3. If it speaks plain HTTP, and may, list it in OCX_INSECURE_REGISTRIES."
                : refused.IsUnknownIssuer ? "If the issuer is your organization's own, set SSL_CERT_FILE to a PEM file with its certificate."
                : RegistryErrors.NotSecure.Remedy,
            innerException: exception);
    }
}
