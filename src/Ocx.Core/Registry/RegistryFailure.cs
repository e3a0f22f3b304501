using System.Net;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry;

/// <summary>Turns what went wrong with a registry into what its user reads.</summary>
internal static class RegistryFailure
{
    private const int MaximumServerText = 200;

    /// <param name="page">What the body is when it is a web page: perhaps not the registry has answered, but a proxy.</param>
    public static OcxException OfAnswer(string registry, string subject, HttpStatusCode status, ReadOnlySpan<byte> body, string? page, ErrorCode otherwise)
    {
        var error = ParseError(body);
        var code = error?.Code is "UNAUTHORIZED" or "DENIED" ? RegistryErrors.AccessDenied
            : error?.Code is "TOOMANYREQUESTS" ? RegistryErrors.Busy
            : CodeOf(status) ?? otherwise;
        var serverText = error is not null ? $": {Printable($"{error.Code} {error.Message}")}" : page is not null ? $" with {page}" : "";
        return new(code, $"The registry {registry} answered {(int)status} for {subject}{serverText}.", nextStep: code.Remedy);
    }

    public static OcxException NotAManifest(string registry, string subject, string? mediaType) => new(
        RegistryErrors.ManifestInvalid,
        $"What the registry {registry} has for {subject} is not a manifest: its type is {(mediaType is null ? "unknown" : $"'{Printable(mediaType)}'")}.",
        nextStep: "Check the identifier, and that the address is a registry and not a proxy or a login page.");

    public static OcxException Unexpected(string registry, string subject, string what) =>
        new(RegistryErrors.UnexpectedAnswer, $"The registry {registry} {what} for {subject}.", nextStep: RegistryErrors.UnexpectedAnswer.Remedy);

    /// <param name="name">As identifiers spell the registry.</param>
    public static OcxException NoCatalog(string registry, string name) => new(
        RegistryErrors.CatalogMissing,
        $"The registry {registry} does not tell which repositories it has: it answered 404.",
        nextStep: $"Name the package: `ocx --remote index list {name}/REPOSITORY` lists its tags.");

    public static OcxException Connection(string registry, string subject, HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => NotSecure(registry, subject, exception),
        HttpRequestError.ProxyTunnelError => new(
            RegistryErrors.Unreachable,
            $"The proxy does not let through to the registry {registry} for {subject}: {exception.Message.TrimEnd('.')}.",
            nextStep: "Check HTTPS_PROXY, with user:password@ before the host if the proxy wants it, and NO_PROXY.",
            innerException: exception,
            exit: ExitCode.Unavailable),
        _ => new(
            RegistryErrors.Unreachable,
            $"The registry {registry} cannot be reached for {subject}: {exception.Message.TrimEnd('.')}.",
            nextStep: exception.HttpRequestError == HttpRequestError.NameResolutionError
                ? $"Check the spelling and the network. If {registry} is a name of your own, config.toml must give it an address: [registries.\"{registry}\"] url = …"
                : RegistryErrors.Unreachable.Remedy,
            innerException: exception,
            exit: IsTransient(exception.HttpRequestError) ? null : ExitCode.Unavailable),
    };

    public static OcxException TimedOut(string registry, string subject, Exception exception) => new(
        RegistryErrors.Unreachable,
        $"The registry {registry} did not answer in time for {subject}.",
        nextStep: RegistryErrors.Unreachable.Remedy,
        innerException: exception);

    public static OcxException Truncated(string source, string how, Exception? exception = null) =>
        new(RegistryErrors.Truncated, $"{source} ended early: {how.TrimEnd('.')}.", nextStep: RegistryErrors.Truncated.Remedy, innerException: exception);

    public static OcxException DigestMismatch(string source, Digest expected) =>
        new(RegistryErrors.DigestMismatch, $"The content of {source} does not match {expected}.", nextStep: RegistryErrors.DigestMismatch.Remedy);

    public static bool IsTransient(HttpStatusCode status) => CodeOf(status) == RegistryErrors.Busy;

    public static bool IsTransient(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ResponseEnded or HttpRequestError.Unknown;

    /// <summary>A certificate does not become valid by trying again.</summary>
    private static OcxException NotSecure(string registry, string subject, HttpRequestException exception)
    {
        if (exception.InnerException is OcxException setting)
        {
            return setting;
        }

        var refused = CertificateRefusedException.In(exception);
        var reason = refused?.Message ?? (exception.InnerException ?? exception).Message.TrimEnd('.');
        return new(
            RegistryErrors.NotSecure,
            $"The connection to the registry {registry} is not secure, so nothing was asked for {subject}. {reason}.",
            nextStep: refused is null ? "It must speak TLS 1.2 or 1.3. If it speaks plain HTTP, and may, list it in OCX_INSECURE_REGISTRIES."
                : refused.IsUnknownIssuer ? "If the issuer is your organization's own, set SSL_CERT_FILE to a PEM file with its certificate."
                : RegistryErrors.NotSecure.Remedy,
            innerException: exception);
    }

    private static ErrorCode? CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => RegistryErrors.AccessDenied,
        HttpStatusCode.NotFound => RegistryErrors.NotFound,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            RegistryErrors.Busy,
        _ => null,
    };

    private static ErrorEntry? ParseError(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RegistryJsonContext.Default.ErrorAnswer)?.Errors is [{ } first, ..] ? first : null;
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            // A page of a proxy, most likely; its status has to do.
            return null;
        }
    }

    /// <summary>A server's text on its way to a terminal: short, on one line, and without control sequences.</summary>
    private static string Printable(string text)
    {
        var shortened = text.Length <= MaximumServerText ? text : string.Concat(text.AsSpan(0, MaximumServerText), "…");
        return string.Create(shortened.Length, shortened, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) || char.GetUnicodeCategory(source[i]) == System.Globalization.UnicodeCategory.Format ? ' ' : source[i];
            }
        });
    }
}
