using System.Net.Http.Headers;
using System.Text;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Auth;

/// <summary>What proves to a registry who is asking.</summary>
internal sealed class Credential
{
    /// <summary>Instead of a user's name where a helper keeps a token.</summary>
    public const string TokenUser = "<token>";

    private Credential(string? user, string secret, string source)
    {
        User = user;
        Secret = secret;
        Source = source;
    }

    /// <summary>Null: the secret is a token that is shown as it is. Otherwise it is this user's password.</summary>
    public string? User { get; }

    public string Secret { get; }

    /// <summary>Where it was found, for messages.</summary>
    public string Source { get; }

    public AuthenticationHeaderValue Header => User is null
        ? new("Bearer", Secret)
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}")));

    /// <param name="user">Null or <see cref="TokenUser"/> for a token.</param>
    /// <exception cref="OcxException">OCX2020: it could not be sent without meaning something else.</exception>
    public static Credential Of(string? user, string secret, string source) =>
        user is null or TokenUser
            ? IsToken(secret) ? new(null, secret, source) : throw Invalid(source, "the token has characters that no token has (a line break, perhaps)")
            : user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl)
                ? throw Invalid(source, "the user's name has a colon or a control character")
                : new(user, secret, source);

    /// <summary>Visible ASCII, which a header can carry as it is.</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Who it is and where it is from; never the secret.</summary>
    public override string ToString() => User is null ? $"the token from {Source}" : $"the credentials of '{User}' from {Source}";

    private static OcxException Invalid(string source, string what) =>
        new(AuthenticationErrors.CredentialsInvalid, $"The credentials from {source} cannot be used: {what}.");
}
