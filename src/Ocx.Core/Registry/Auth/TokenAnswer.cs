using System.Text.Json.Serialization;

namespace Ocx.Core.Registry.Auth;

/// <summary>What a token service gives; old ones use one name, new ones the other.</summary>
/// <param name="ExpiresIn">Seconds; 60 where it is not said.</param>
internal sealed record TokenAnswer(
    string? Token,
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in"), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] double? ExpiresIn)
{
    /// <summary>Not the secret.</summary>
    public override string ToString() => nameof(TokenAnswer);
}
