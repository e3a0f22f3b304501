using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry.Auth;

/// <summary>Signs in to registries and out of them, for this program and for others that read Docker's config.json.</summary>
/// <param name="settingsOf">Where the configuration puts a registry.</param>
public sealed class RegistryAccounts(Func<string, RegistrySettings> settingsOf, NetworkSettings network, TimeProvider? time = null)
{
    private const string Source = "this login";

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <returns>Where the credentials are kept now, for a message.</returns>
    /// <exception cref="OcxException">OCX1022, OCX2003, OCX2020, OCX2021, OCX2022; whatever asking the registry ends with.</exception>
    public async Task<string> SignInAsync(SignIn account, CancellationToken cancellationToken)
    {
        var registry = AddressOf(account.Registry);
        var host = RegistryKey.Of(registry.Authority);
        var credential = Credential.Of(account.User, account.Secret, Source);
        var store = new CredentialStore(network, _time);
        await store.FindHelperAsync(host, account.AllowPlainText, cancellationToken);
        if (account.Verify)
        {
            await VerifyAsync(registry, host, account.User, credential, cancellationToken);
        }

        var place = await store.PutAsync(host, credential, account.AllowPlainText, cancellationToken);
        WarnOfVariables(host);
        return place;
    }

    /// <summary>Forgets the credentials of a registry; that there are none is fine, and so is a registry that could not be asked: nobody is asked.</summary>
    /// <exception cref="OcxException">OCX1022, OCX2020, OCX3001, OCX3002, OCX3008.</exception>
    public async Task SignOutAsync(string registry, CancellationToken cancellationToken)
    {
        var name = NameOf(registry);

        // Of a directory, what was stored for its name when that was a host's.
        var host = RegistryKey.Of(settingsOf(name).Url is { IsFile: false } url ? url.Authority : name);
        await new CredentialStore(network, _time).RemoveAsync(host, cancellationToken);
        WarnOfVariables(host);
    }

    private static string NameOf(string registry)
    {
        var name = RegistryKey.HostOf(registry);
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "-._:[]".Contains(c, StringComparison.Ordinal))
            ? name
            : throw new OcxException(
                ProjectErrors.UsageInvalid, $"'{registry}' is not a registry.", nextStep: "Name its host, with the port if it has one of its own: ghcr.io, localhost:5000.");
    }

    private Uri AddressOf(string registry)
    {
        var name = NameOf(registry);
        var address = RegistryConnections.AddressOf(settingsOf(name));
        return !address.IsFile
            ? address
            : throw new OcxException(
                ProjectErrors.UsageInvalid,
                $"The registry {name} is a directory and knows no accounts.",
                nextStep: "Who may read and write the directory may use it.");
    }

    private async Task VerifyAsync(Uri registry, string host, string user, Credential credential, CancellationToken cancellationToken)
    {
        var subject = $"the account '{user}'";
        try
        {
            // Where a stranger may ask this too, nothing was shown yet, and so nothing is known about the account.
            if (!await AskAsync(registry, host, subject, credential, unasked: false, cancellationToken))
            {
                await AskAsync(registry, host, subject, credential, unasked: true, cancellationToken);
            }
        }
        catch (OcxException exception) when (exception.Code == RegistryErrors.AccessDenied)
        {
            throw new OcxException(
                RegistryErrors.AccessDenied,
                $"The registry {host} rejected the account '{user}'. Nothing was stored.",
                nextStep: "Check the name and the secret. Many registries want an access token in place of the password.",
                innerException: exception);
        }
    }

    /// <returns>Whether the registry has seen the credential, or what it buys.</returns>
    private async Task<bool> AskAsync(
        Uri registry, string host, string subject, Credential credential, bool unasked, CancellationToken cancellationToken)
    {
        using var client = RegistryConnections.CreateClient(network, _time, new FixedCredential(registry.Authority, credential, unasked));
        var transport = new RegistryTransport(host, client, _time);
        using var answer = await transport.FindAsync(HttpMethod.Get, new Uri(registry, "/v2/"), subject, cancellationToken)
            ?? throw RegistryFailure.Unexpected(host, subject, "does not know the distribution API: it answered 404");
        return answer.RequestMessage?.Headers.Authorization is not null;
    }

    /// <summary>What was stored or removed does not count while a variable says otherwise.</summary>
    private void WarnOfVariables(string host)
    {
        try
        {
            if (new EnvironmentCredentials(network.Variables).Find(host) is not null)
            {
                network.Warn?.Invoke($"{EnvironmentCredentials.PrefixOf(host)}… is set and goes before what is stored.");
            }
        }
        catch (OcxException exception)
        {
            network.Warn?.Invoke(exception.FullMessage);
        }
    }
}
