using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry.Auth;

/// <summary>Keeps credentials where Docker would: with the helper that its config.json names, or, if that is wanted, in the file itself.</summary>
internal sealed class CredentialStore(NetworkSettings settings, TimeProvider time)
{
    private readonly HelperProcess _process = new(settings.Variables, time);
    private readonly DockerConfigFile _file = DockerConfigFile.Of(settings.Variables, settings.WorkingDirectory, time)
        ?? throw new OcxException(
            AuthenticationErrors.CredentialStoreMissing,
            "Neither DOCKER_CONFIG nor the user's home directory is known, so that there is no config.json to name a place for credentials.",
            nextStep: "Set DOCKER_CONFIG to a directory.");

    /// <summary>Fails early if there is no place for the credentials of a host.</summary>
    /// <param name="allowPlainText">Whether the file itself will do.</param>
    /// <exception cref="OcxException">OCX2020, OCX2021, OCX2022.</exception>
    public async Task<CredentialHelper?> FindHelperAsync(string host, bool allowPlainText, CancellationToken cancellationToken)
    {
        if (await HelpersAsync(host, cancellationToken) is [var helper, ..])
        {
            helper.Find();
            return helper;
        }

        return allowPlainText ? null : throw new OcxException(
            AuthenticationErrors.CredentialStoreMissing,
            $"{_file.Path} names no credential helper, and without one the secret would be readable in that file.",
            nextStep: "Add \"credsStore\": \"NAME\" to it, for a program docker-credential-NAME on PATH (such as pass, secretservice, osxkeychain, wincred), "
                + "or write the secret into the file with --allow-insecure-store.");
    }

    /// <returns>Where they are kept, for a message.</returns>
    /// <exception cref="OcxException">As <see cref="FindHelperAsync"/>; OCX3001, OCX3002, OCX3008.</exception>
    public async Task<string> PutAsync(string host, Credential credential, bool allowPlainText, CancellationToken cancellationToken)
    {
        if (await FindHelperAsync(host, allowPlainText, cancellationToken) is { } helper)
        {
            await helper.StoreAsync(host, credential, cancellationToken);
            await RemoveFromFileAsync(host, cancellationToken);
            return $"the credential helper {helper.Program}";
        }

        await _file.EditAsync(
            config =>
            {
                config.Put(host, credential);
                return true;
            },
            cancellationToken);
        return _file.Path;
    }

    /// <summary>Erases the credentials of a host everywhere; that there are none is fine.</summary>
    /// <exception cref="OcxException">OCX2020, OCX3001, OCX3002, OCX3008.</exception>
    public async Task RemoveAsync(string host, CancellationToken cancellationToken)
    {
        foreach (var helper in await HelpersAsync(host, cancellationToken))
        {
            try
            {
                await helper.EraseAsync(host, cancellationToken);
            }
            catch (OcxException exception)
            {
                settings.Warn?.Invoke($"{exception.FullMessage} What it may keep for {host} is still there.");
            }
        }

        await RemoveFromFileAsync(host, cancellationToken);
    }

    private async Task<IReadOnlyList<CredentialHelper>> HelpersAsync(string host, CancellationToken cancellationToken)
    {
        var config = await _file.ReadAsync(cancellationToken);
        return [.. new[] { config?.HelperOf(host), config?.Store }.OfType<string>().Distinct().Select(name => new CredentialHelper(name, _process))];
    }

    private async Task RemoveFromFileAsync(string host, CancellationToken cancellationToken)
    {
        if (await _file.ReadAsync(cancellationToken) is not null)
        {
            await _file.EditAsync(config => config.Remove(host), cancellationToken);
        }
    }
}
