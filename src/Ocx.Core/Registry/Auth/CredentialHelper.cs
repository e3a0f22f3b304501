using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Auth;

/// <summary>A program <c>docker-credential-NAME</c> that keeps credentials, in a key ring for example.</summary>
/// <param name="name">As config.json has it.</param>
internal sealed partial class CredentialHelper(string name, HelperProcess process)
{
    /// <summary>The program's name.</summary>
    public string Program => "docker-credential-" + name;

    /// <param name="host">Of a registry.</param>
    /// <returns>Null when the helper knows nothing about it.</returns>
    /// <exception cref="OcxException">OCX2021.</exception>
    public async Task<Credential?> GetAsync(string host, CancellationToken cancellationToken)
    {
        var output = await RunAsync("get", host, RegistryKey.EntryOf(host), cancellationToken);
        if (output is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(output, RegistryJsonContext.Default.CredentialHelperAnswer) is { User: not null, Secret: { Length: > 0 } secret } answer
                ? Credential.Of(answer.User, secret, $"the credential helper {Program}")
                : null;
        }
        catch (JsonException)
        {
            // Without the reason, which may quote what was read.
            throw Failure($"What the credential helper {Program} answered for {host} is not what a helper answers.", ExitCode.Data);
        }
    }

    /// <exception cref="OcxException">OCX2021.</exception>
    public Task StoreAsync(string host, Credential credential, CancellationToken cancellationToken)
    {
        var entry = new CredentialHelperAnswer(RegistryKey.EntryOf(host), credential.User ?? Credential.TokenUser, credential.Secret);
        return RunAsync("store", host, JsonSerializer.Serialize(entry, RegistryJsonContext.Default.CredentialHelperAnswer), cancellationToken);
    }

    /// <summary>What is not there counts as erased.</summary>
    /// <exception cref="OcxException">OCX2021.</exception>
    public Task EraseAsync(string host, CancellationToken cancellationToken) => RunAsync("erase", host, RegistryKey.EntryOf(host), cancellationToken);

    /// <exception cref="OcxException">OCX2021: there is no such program.</exception>
    public string Find() =>
        !NamePattern().IsMatch(name) ? throw Failure(
            "config.json names a credential helper with characters that a program's name does not have.",
            ExitCode.Configuration,
            "The name is what follows docker-credential-, without a path: \"credsStore\": \"pass\" for docker-credential-pass.")
        : process.Find(Program) ?? throw Failure(
            $"The credential helper {Program}, which config.json names, is not on PATH.",
            ExitCode.Configuration,
            $"Install it, or take '{name}' out of config.json (credHelpers, credsStore).");

    /// <returns>Standard output; null when the helper knows nothing about the host.</returns>
    private async Task<byte[]?> RunAsync(string verb, string host, string input, CancellationToken cancellationToken)
    {
        var ended = await process.RunAsync(Find(), verb, Encoding.UTF8.GetBytes(input), cancellationToken);
        return ended switch
        {
            { TimedOut: true } => throw Failure($"The credential helper {Program} took longer than {HelperProcess.LimitSeconds} s for {host} and was ended.", ExitCode.Temporary),
            { Output: null } => throw Failure($"The credential helper {Program} wrote far more for {host} than a helper writes.", ExitCode.Data),
            { ExitCode: 0 } => ended.Output,
            _ when SaysNotFound(Encoding.UTF8.GetString(ended.Output)) => null,

            // Neither output is shown: it may hold what must not be shown.
            _ => throw Failure(
                $"The credential helper {Program} failed for {host} ({verb}, exit code {ended.ExitCode}).",
                ExitCode.Authentication,
                verb == "get" ? $"To see why: echo {RegistryKey.EntryOf(host)} | {Program} get" : null),
        };
    }

    private static bool SaysNotFound(string output) =>
        output.Contains("not found", StringComparison.OrdinalIgnoreCase) || output.Contains("could not be found", StringComparison.OrdinalIgnoreCase);

    private static OcxException Failure(string message, ExitCode exit, string? nextStep = null) =>
        new(AuthenticationErrors.CredentialHelperFailed, message, nextStep: nextStep, exit: exit);

    [GeneratedRegex("^[A-Za-z0-9._-]+\\z")]
    private static partial Regex NamePattern();
}
