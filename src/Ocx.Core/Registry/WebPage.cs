using System.Net;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry;

/// <summary>A page for people where programs expect a registry: a proxy, a captive portal or a login page answers 200 to whatever it is asked.</summary>
internal static class WebPage
{
    private static readonly string[] Types = ["text/html", "application/xhtml+xml"];

    /// <summary>Whether the answer is that of a web site. Some registries call their own answers HTML too, but these have the headers of a registry.</summary>
    public static bool Is(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.OK
        && IsHtml(response)
        && !response.Headers.Any(header => header.Key.StartsWith("Docker-", StringComparison.OrdinalIgnoreCase));

    public static bool IsHtml(HttpResponseMessage response) => TypeOf(response) is { } type && Types.Contains(type, StringComparer.OrdinalIgnoreCase);

    /// <summary>For messages: what came, and from where if that is not where it was asked for.</summary>
    /// <param name="asked">The answer may be from where that redirects to.</param>
    public static string Describe(HttpResponseMessage response, Uri asked) =>
        response.RequestMessage?.RequestUri is { } answered && answered.Authority != asked.Authority
            ? ServerText.Of($"a web page ({TypeOf(response)}) from {answered.Authority}", response.RequestMessage)
            : $"a web page ({TypeOf(response)})";

    public static OcxException Failure(HttpResponseMessage response, Uri asked, string registry, string subject) => new(
        RegistryErrors.WebPage,
        $"The registry {registry} answered for {subject} with {Describe(response, asked)}, which is no answer of a registry.",
        nextStep: RegistryErrors.WebPage.Remedy);

    private static string? TypeOf(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType;
}
