namespace Ocx.Core.Registry.Auth;

/// <summary>Says who we are to a host. Safe for use from several threads.</summary>
internal interface ICredentialSource
{
    /// <summary>What is shown without being asked for: a token that the environment has for exactly this host, or an account that is tried out.</summary>
    /// <param name="host">Host and port of a registry's address.</param>
    Credential? Immediate(string host);

    /// <summary>Asked only when a host wants to know.</summary>
    Task<CredentialLookup> FindAsync(string host, CancellationToken cancellationToken);
}
