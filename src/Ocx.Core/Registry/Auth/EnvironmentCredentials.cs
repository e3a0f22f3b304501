using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Auth;

/// <summary>Credentials in variables that carry a registry's name, with every character but letters and digits as an underscore.</summary>
internal sealed class EnvironmentCredentials(VariableReader variables)
{
    /// <summary>Null when the environment says nothing about the host.</summary>
    /// <exception cref="OcxException">OCX2020.</exception>
    public CredentialLookup? Find(string host) => PrefixesOf(host).Select(FindUnder).FirstOrDefault(found => found is not null);

    /// <summary>The variable to set for a host, without its last part: <c>OCX_AUTH_ghcr_io_</c>.</summary>
    public static string PrefixOf(string host) => PrefixesOf(host).First();

    /// <summary>Identifiers and addresses have different names for Docker Hub; the one of identifiers goes first.</summary>
    private static IEnumerable<string> PrefixesOf(string host)
    {
        IEnumerable<string> names = RegistryKey.Of(host) == RegistryKey.DockerHub ? [RegistryKey.DockerHub, "index.docker.io"] : [host];
        return names.Select(name => $"{OcxVariables.CredentialPrefix}{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}_");
    }

    private CredentialLookup? FindUnder(string prefix)
    {
        var (type, user, token) = (variables.Text(prefix + "TYPE"), variables.Text(prefix + "USER"), variables.Text(prefix + "TOKEN"));
        return type?.ToLowerInvariant() switch
        {
            "anonymous" => new(null),
            "basic" => new(Credential.Of(Required(prefix, "USER", user), Required(prefix, "TOKEN", token), $"{prefix}TOKEN")),
            "bearer" or "token" => new(Credential.Of(null, Required(prefix, "TOKEN", token), $"{prefix}TOKEN")),
            null => token is null ? null : new(Credential.Of(user, token, $"{prefix}TOKEN")),
            _ => throw new OcxException(
                AuthenticationErrors.CredentialsInvalid,
                $"{prefix}TYPE is none of basic, bearer, token and anonymous.",
                nextStep: "Correct it, or unset it: with a user and a token, basic is meant; with a token alone, bearer."),
        };
    }

    private static string Required(string prefix, string name, string? value) => value ?? throw new OcxException(
        AuthenticationErrors.CredentialsInvalid, $"{prefix}TYPE asks for {prefix}{name}, which is not set.", nextStep: $"Set {prefix}{name}, or unset {prefix}TYPE.");
}
