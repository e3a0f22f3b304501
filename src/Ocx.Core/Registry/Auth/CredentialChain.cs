using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry.Auth;

/// <summary>
/// Where credentials are looked for: variables, then the helper for the host, then the helper for all, then Docker's file itself. The first that
/// knows the host decides. Each host is looked up once.
/// </summary>
internal sealed class CredentialChain(NetworkSettings settings, TimeProvider time) : ICredentialSource
{
    private readonly ConcurrentDictionary<string, Lazy<Task<CredentialLookup>>> _found = new(StringComparer.Ordinal);
    private readonly EnvironmentCredentials _environment = new(settings.Variables);
    private readonly HelperProcess _process = new(settings.Variables, time);

    public Credential? Immediate(string host)
    {
        try
        {
            return _environment.Find(host)?.Credential is { User: null } token ? token : null;
        }
        catch (OcxException)
        {
            // Told when the host wants to know who we are, and only then.
            return null;
        }
    }

    public Task<CredentialLookup> FindAsync(string host, CancellationToken cancellationToken) =>
        _found.GetOrAdd(host, new Lazy<Task<CredentialLookup>>(() => LookUpAsync(host))).Value.WaitAsync(cancellationToken);

    private async Task<CredentialLookup> LookUpAsync(string host)
    {
        try
        {
            return _environment.Find(host) ?? new(await FindInDockerAsync(host));
        }
        catch (OcxException exception)
        {
            return new(null, exception);
        }
    }

    private async Task<Credential?> FindInDockerAsync(string host)
    {
        if (DockerConfigFile.Of(settings.Variables, settings.WorkingDirectory, time) is not { } file
            || await file.ReadAsync(CancellationToken.None) is not { } config)
        {
            return null;
        }

        foreach (var helper in new[] { config.HelperOf(host), config.Store }.OfType<string>().Distinct())
        {
            // Others may wait for this too: it is bounded by the helper's time limit alone.
            if (await new CredentialHelper(helper, _process).GetAsync(host, CancellationToken.None) is { } kept)
            {
                return kept;
            }
        }

        return config.Find(host);
    }
}
