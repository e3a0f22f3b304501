using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Auth;

/// <summary>As whom a request was sent, for whoever must explain a refusal.</summary>
/// <param name="Host">Under which credentials are kept.</param>
/// <param name="Shown">Null: nothing.</param>
/// <param name="Problem">Why nothing is known about who we are.</param>
internal sealed record Access(string Host, Authorization? Shown, OcxException? Problem)
{
    public static readonly HttpRequestOptionsKey<Access> Key = new("Ocx.Access");

    /// <summary>Null: anybody.</summary>
    public Credential? Credential => Shown?.Credential;

    /// <summary>What the server could send back and nobody may read, the longest first.</summary>
    public IEnumerable<string> Secrets => new[] { Shown?.Header.Parameter, Credential?.Header.Parameter, Credential?.Secret }
        .Where(secret => !string.IsNullOrEmpty(secret))
        .OfType<string>()
        .Distinct()
        .OrderByDescending(secret => secret.Length);

    /// <summary>Not the secret.</summary>
    public override string ToString() => $"{Host}, {Credential}";
}
