namespace Ocx.Core.Registry.Auth;

/// <summary>One credential for one host, to try it out.</summary>
/// <param name="unasked">Shown with every request, and not only where the host wants to know.</param>
internal sealed class FixedCredential(string host, Credential credential, bool unasked) : ICredentialSource
{
    public Credential? Immediate(string asked) => unasked ? Of(asked) : null;

    public Task<CredentialLookup> FindAsync(string asked, CancellationToken cancellationToken) =>
        Task.FromResult(new CredentialLookup(Of(asked)));

    private Credential? Of(string asked) => RegistryKey.Of(asked) == RegistryKey.Of(host) ? credential : null;
}
