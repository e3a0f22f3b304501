using System.Net;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Auth;

/// <summary>Says to whom a registry has refused something, and how to become somebody else.</summary>
internal static class AccessRefusal
{
    /// <summary>Adds to a registry's refusal what its user cannot see.</summary>
    public static OcxException Explain(OcxException failure, HttpResponseMessage response)
    {
        if (failure.Code != RegistryErrors.AccessDenied
            || response.RequestMessage is not { } request
            || !request.Options.TryGetValue(Access.Key, out var access))
        {
            return failure;
        }

        var (added, nextStep) = Explain(access, response.StatusCode);
        return new(failure.Code, failure.Message + added, failure.Location, nextStep, failure.InnerException, failure.Exit);
    }

    public static OcxException OfTokenService(Uri registry, Uri realm, Credential credential) => new(
        RegistryErrors.AccessDenied,
        $"The token service {realm.Authority} of the registry {registry.Authority} refused {credential}.",
        nextStep: Renewal(RegistryKey.Of(registry.Authority), credential));

    private static (string Added, string NextStep) Explain(Access access, HttpStatusCode status) => access switch
    {
        { Credential: { } credential } when status == HttpStatusCode.Unauthorized =>
            ($" It was asked with {credential}, and that was not accepted.", Renewal(access.Host, credential)),
        { Credential: { } credential } => (
            $" It was asked with {credential}, whose rights do not suffice.",
            $"Ask the repository's owner for access, or sign in as somebody else: `ocx login {access.Host}`."),
        { Problem: { } problem } => ($" It was asked without credentials, because they cannot be read: {problem.Message}", problem.NextStep ?? ""),
        _ => (
            $" No credentials for {access.Host} are known.",
            $"Check the name; if it is right, sign in with `ocx login {access.Host}`, or set {EnvironmentCredentials.PrefixOf(access.Host)}USER and …_TOKEN."),
    };

    private static string Renewal(string host, Credential credential) => credential.Source.StartsWith(EnvironmentCredentials.PrefixOf(host), StringComparison.Ordinal)
        ? $"Check the value of {credential.Source}: the token may have ended. While it is set, what `ocx login` stores is not used."
        : $"They may have ended: sign in anew with `ocx login {host}`.";
}
