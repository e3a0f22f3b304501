namespace Ocx.Core.Registry.Auth;

/// <summary>One credential for one host, to try it out.</summary>
internal sealed class FixedCredential(string host, Credential credential) : ICredentialSource
{
    public Credential? Immediate(string host) => null;

    public Task<CredentialLookup> FindAsync(string asked, CancellationToken cancellationToken) =>
        Task.FromResult(new CredentialLookup(RegistryKey.Of(asked) == RegistryKey.Of(host) ? credential : null));
}
