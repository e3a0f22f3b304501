using System.Collections.Concurrent;

namespace Ocx.Testing;

/// <summary>The one account of a registry.</summary>
/// <param name="Strangers">Whether anybody gets a token to pull with.</param>
/// <param name="Bearer">True: the account buys tokens for one repository each at <c>/token</c>. False: it is sent with every request.</param>
/// <param name="Realm">Where tokens are said to be had; null: at the registry itself.</param>
/// <param name="Token">Accepted for everything, without being bought.</param>
/// <param name="ExpiresIn">Seconds that bought tokens are said to last; null: not said.</param>
public sealed record RegistryAuthentication(
    string User, string Password, bool Bearer = true, bool Strangers = false, string? Realm = null, string? Token = null, int? ExpiresIn = null)
{
    /// <summary>The tokens that were bought and what for. A copy shares them: so one server's tokens are good at another.</summary>
    public ConcurrentDictionary<string, string> Issued { get; } = new();
}
