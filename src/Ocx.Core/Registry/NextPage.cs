using System.Net.Http.Headers;

namespace Ocx.Core.Registry;

/// <summary>Where a list goes on: <c>Link: &lt;address&gt;; rel="next"</c>.</summary>
internal static class NextPage
{
    /// <param name="page">The address of the page that the headers came with.</param>
    /// <returns>Null for the last page.</returns>
    /// <exception cref="Diagnostics.OcxException">OCX2005: on another host, which has no business with what is sent to this one.</exception>
    public static Uri? Of(HttpResponseHeaders headers, Uri page, string registry, string subject)
    {
        if (!headers.TryGetValues("Link", out var links) || links.Select(AddressOf).FirstOrDefault(address => address is not null) is not { } address)
        {
            return null;
        }

        return Uri.TryCreate(page, address, out var next) && next.Scheme == page.Scheme && next.Authority == page.Authority && next.UserInfo.Length == 0
            ? next
            : throw RegistryFailure.Unexpected(registry, subject, "wants the list continued on another host");
    }

    private static string? AddressOf(string link)
    {
        var end = link.IndexOf('>', StringComparison.Ordinal);
        return link.StartsWith('<') && end > 0 && IsNext(link[(end + 1)..]) ? link[1..end] : null;
    }

    /// <summary>Some registries leave the relation out.</summary>
    private static bool IsNext(string parameters) =>
        !parameters.Contains("rel=", StringComparison.OrdinalIgnoreCase)
        || parameters.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)
        || parameters.Contains("rel=next", StringComparison.OrdinalIgnoreCase);
}
