using System.Buffers.Text;
using System.Text.Json;

namespace Ocx.Core.Registry.Auth;

/// <summary>How long a token may be used.</summary>
internal static class TokenLifetime
{
    private const double Usual = 60;
    private const double Longest = 3600;

    /// <summary>A token that ends while it is on its way is of no use.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>What the token itself says, or else what came with it, or else a minute; an hour at most.</summary>
    /// <param name="given">Seconds.</param>
    public static DateTimeOffset EndOf(string token, double? given, DateTimeOffset now)
    {
        var seconds = ExpiryOf(token) - now.ToUnixTimeSeconds() ?? given ?? Usual;
        return now + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest)) - Margin;
    }

    /// <summary>The time in a JSON web token, in seconds of Unix; null for any other token.</summary>
    private static double? ExpiryOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("exp", out var expiry)
                && expiry.ValueKind == JsonValueKind.Number
                && expiry.TryGetDouble(out var seconds)
                && double.IsFinite(seconds)
                ? seconds
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
