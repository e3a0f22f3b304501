using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace Ocx.Core.Registry.Auth;

/// <summary>A registry's demand for a token. What the token is for is known from the request, not taken from the demand.</summary>
/// <param name="Realm">Where to get it, as the registry says.</param>
/// <param name="Service">Null when the registry names none.</param>
internal sealed record BearerChallenge(string Realm, string? Service)
{
    /// <returns>False for another scheme, and for a demand that does not say where tokens are.</returns>
    public static bool TryParse(AuthenticationHeaderValue header, [NotNullWhen(true)] out BearerChallenge? challenge)
    {
        var parameters = header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? Parameters(header.Parameter ?? "") : [];
        challenge = parameters.GetValueOrDefault("realm") is { } realm ? new(realm, parameters.GetValueOrDefault("service")) : null;
        return challenge is not null;
    }

    /// <summary>The realm's address with what is asked for. Values are data, whatever they hold, and a realm asks for nothing by itself.</summary>
    public static Uri AddressOf(Uri realm, string? service, string scope)
    {
        var query = realm.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => Uri.UnescapeDataString(part.Split('=')[0]) is not ("service" or "scope"))
            .ToList();
        if (service is not null)
        {
            query.Add("service=" + Uri.EscapeDataString(service));
        }

        // One parameter for each of several.
        query.AddRange(scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => "scope=" + Uri.EscapeDataString(one)));

        return new UriBuilder(realm) { Query = string.Join('&', query), Fragment = "" }.Uri;
    }

    /// <summary>name="value", separated by commas, which may stand in quoted values too. The first of several with one name counts.</summary>
    private static Dictionary<string, string> Parameters(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var position = 0; position < text.Length && text.IndexOf('=', position) is >= 0 and var equals;)
        {
            var name = text[position..equals].Trim(' ', '\t', ',');
            var start = equals + 1;
            while (start < text.Length && text[start] is ' ' or '\t')
            {
                start++;
            }

            var value = start < text.Length && text[start] == '"' ? Quoted(text, start + 1, out position) : Plain(text, start, out position);
            parameters.TryAdd(name, value);
        }

        return parameters;
    }

    private static string Plain(string text, int start, out int end)
    {
        end = text.IndexOf(',', start) is >= 0 and var comma ? comma : text.Length;
        return text[start..end].Trim();
    }

    private static string Quoted(string text, int start, out int end)
    {
        var value = new StringBuilder();
        for (end = start; end < text.Length && text[end] != '"'; end++)
        {
            // A backslash makes the next character an ordinary one.
            end += text[end] == '\\' && end + 1 < text.Length ? 1 : 0;
            value.Append(text[end]);
        }

        end = Math.Min(end + 1, text.Length);
        return value.ToString();
    }
}
