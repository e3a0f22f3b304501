using System.Text.Json.Serialization;

namespace Ocx.Core.Registry.Auth;

/// <summary>What a credential helper is given to store, and gives back.</summary>
internal sealed record CredentialHelperAnswer(
    [property: JsonPropertyName("ServerURL")] string? Server,
    [property: JsonPropertyName("Username")] string? User,
    [property: JsonPropertyName("Secret")] string? Secret)
{
    /// <summary>Not the secret.</summary>
    public override string ToString() => nameof(CredentialHelperAnswer);
}
