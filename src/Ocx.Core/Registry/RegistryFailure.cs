using System.Net;
using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>Turns what went wrong with a registry into what its user reads.</summary>
internal static class RegistryFailure
{
    /// <param name="page">What the body is when it is a web page: perhaps not the registry has answered, but a proxy.</param>
    /// <param name="asked">What was answered.</param>
    public static OcxException OfAnswer(
        string registry, string subject, HttpStatusCode status, ReadOnlySpan<byte> body, string? page, ErrorCode otherwise, HttpRequestMessage? asked)
    {
        var error = ParseError(body);
        var code = error?.Code is "UNAUTHORIZED" or "DENIED" ? RegistryErrors.AccessDenied
            : error?.Code is "TOOMANYREQUESTS" ? RegistryErrors.Busy
            : CodeOf(status) ?? otherwise;
        var serverText = error is not null ? $": {ServerText.Of($"{error.Code} {error.Message}", asked)}" : page is not null ? $" with {page}" : "";
        return new(code, $"The registry {registry} answered {(int)status} for {subject}{serverText}.", nextStep: code.Remedy);
    }

    /// <param name="asked">What was answered; null where nobody was asked.</param>
    public static OcxException NotAManifest(string registry, string subject, string? mediaType, HttpRequestMessage? asked) => new(
        RegistryErrors.ManifestInvalid,
        $"What the registry {registry} has for {subject} is not a manifest: its type is {(mediaType is null ? "unknown" : $"'{ServerText.Of(mediaType, asked)}'")}.",
        nextStep: "Check the identifier, and that the address is a registry and not a proxy or a login page.");

    public static OcxException Unexpected(string registry, string subject, string what) =>
        new(RegistryErrors.UnexpectedAnswer, $"The registry {registry} {what} for {subject}.", nextStep: RegistryErrors.UnexpectedAnswer.Remedy);

    /// <param name="name">As identifiers spell the registry.</param>
    public static OcxException NoCatalog(string registry, string name) => new(
        RegistryErrors.CatalogMissing,
        $"The registry {registry} does not tell which repositories it has: it answered 404.",
        nextStep: $"Name the package: `ocx --remote index list {name}/REPOSITORY` lists its tags.");

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

    private static ErrorCode? CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => RegistryErrors.AccessDenied,
        HttpStatusCode.NotFound => RegistryErrors.NotFound,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            RegistryErrors.Busy,
        >= HttpStatusCode.InternalServerError => RegistryErrors.UnexpectedAnswer,
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
}
