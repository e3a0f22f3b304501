using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Auth;

/// <summary>As whom a request was sent, for whoever must explain a refusal.</summary>
/// <param name="Host">Under which credentials are kept.</param>
/// <param name="Credential">Null: as anybody.</param>
/// <param name="Problem">Why nothing is known about who we are.</param>
internal sealed record Access(string Host, Credential? Credential, OcxException? Problem)
{
    public static readonly HttpRequestOptionsKey<Access> Key = new("Ocx.Access");
}
