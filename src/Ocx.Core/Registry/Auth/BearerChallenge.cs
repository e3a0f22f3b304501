using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace Ocx.Core.Registry.Auth;

/// <summary>A registry's demand for a token: where to get it, and for what.</summary>
/// <param name="Scope">Null when the registry names none.</param>
internal sealed record BearerChallenge(Uri Realm, string? Service, string? Scope)
{
    /// <param name="registry">The address that demands.</param>
    /// <returns>False for another scheme, and for a realm that a registry has no business to name.</returns>
    public static bool TryParse(AuthenticationHeaderValue header, Uri registry, [NotNullWhen(true)] out BearerChallenge? challenge)
    {
        challenge = null;
        if (!header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || header.Parameter is null)
        {
            return false;
        }

        var parameters = Parameters(header.Parameter);
        if (!Uri.TryCreate(parameters.GetValueOrDefault("realm"), UriKind.Absolute, out var realm)
            || realm.UserInfo.Length > 0
            || (realm.Scheme != Uri.UriSchemeHttps && realm.GetLeftPart(UriPartial.Authority) != registry.GetLeftPart(UriPartial.Authority)))
        {
            return false;
        }

        challenge = new(realm, parameters.GetValueOrDefault("service"), parameters.GetValueOrDefault("scope"));
        return true;
    }

    /// <summary>The realm with what is asked for; values are data, whatever they hold.</summary>
    public Uri ToTokenAddress()
    {
        var query = new List<string>();
        if (Realm.Query.Length > 1)
        {
            query.Add(Realm.Query[1..]);
        }

        if (Service is not null)
        {
            query.Add("service=" + Uri.EscapeDataString(Service));
        }

        if (Scope is not null)
        {
            query.Add("scope=" + Uri.EscapeDataString(Scope));
        }

        return new UriBuilder(Realm) { Query = string.Join('&', query), Fragment = "" }.Uri;
    }

    /// <summary>name="value", separated by commas, which may stand in the values too.</summary>
    private static Dictionary<string, string> Parameters(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var position = 0; position < text.Length;)
        {
            var equals = text.IndexOf('=', position);
            if (equals < 0)
            {
                break;
            }

            var name = text[position..equals].Trim(' ', ',');
            var quoted = equals + 1 < text.Length && text[equals + 1] == '"';
            var start = quoted ? equals + 2 : equals + 1;
            var end = text.IndexOf(quoted ? '"' : ',', start);
            end = end < 0 ? text.Length : end;
            parameters.TryAdd(name, text[start..end].Trim());
            position = end + 1;
        }

        return parameters;
    }
}
