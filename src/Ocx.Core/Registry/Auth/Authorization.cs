using System.Net.Http.Headers;

namespace Ocx.Core.Registry.Auth;

/// <summary>What a request shows to a registry.</summary>
/// <param name="credential">Whose it is; null: anybody's.</param>
/// <param name="expires">When it is of no use any more; null: never.</param>
internal sealed class Authorization(AuthenticationHeaderValue header, Credential? credential, DateTimeOffset? expires = null)
{
    public AuthenticationHeaderValue Header { get; } = header;

    public Credential? Credential { get; } = credential;

    public DateTimeOffset? Expires { get; } = expires;

    /// <summary>A password or token that is shown with every request.</summary>
    public static Authorization Of(Credential credential) => new(credential.Header, credential);
}
