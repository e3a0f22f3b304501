using System.Collections.Concurrent;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry.Auth;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Registry;

/// <summary>Opens registries, each once, over one HTTP client that is made when the first of them needs it. Safe for use from several threads.</summary>
public sealed class RegistryConnections(NetworkSettings? settings = null, TimeProvider? time = null) : IDisposable
{
    internal const string UserAgent = "ocx-build";

    private readonly ConcurrentDictionary<RegistrySettings, IRegistry> _registries = new();
    private readonly Lazy<HttpClient> _client = new(() => CreateClient(settings ?? NetworkSettings.Default, time ?? TimeProvider.System));
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <exception cref="OcxException">OCX2013: not an address of a registry. OCX5003: plain HTTP, and not allowed.</exception>
    public IRegistry Open(RegistrySettings settings) => _registries.GetOrAdd(settings, Connect);

    /// <summary>Over the same client.</summary>
    public WebFiles Files => new(_client.Value, _time);

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    /// <param name="credentials">Null: as the settings' variables say.</param>
    internal static HttpClient CreateClient(NetworkSettings settings, TimeProvider time, ICredentialSource? credentials = null)
    {
        var guard = new AddressGuard(settings.Connector, time);
        var network = NetworkHandler.Create(settings, guard.ConnectAsync);
        var realms = new RealmConnections(settings, network, guard);
        var authentication = new AuthenticationHandler(
            new RedirectHandler(network), credentials ?? new CredentialChain(settings, time), realms, settings.Warn, time);
        return new(authentication)
        {
            // Each answer and each read has its own time-out; a download as a whole has none.
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", UserAgent } },
        };
    }

    /// <summary>Where a registry is.</summary>
    /// <returns>An address of scheme https, http or file.</returns>
    /// <exception cref="OcxException">OCX2013: not an address of a registry. OCX5003: plain HTTP, and not allowed.</exception>
    internal static Uri AddressOf(RegistrySettings settings)
    {
        var text = settings.Url?.OriginalString ?? $"{(settings.Insecure ? "http" : "https")}://{HostOf(settings.Name)}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url is not { UserInfo: "", Query: "", Fragment: "", Scheme: "https" or "http" or "file" })
        {
            throw Invalid(settings);
        }

        return PlainHttp.Check(url, settings.Insecure, $"The registry {settings.Name}");
    }

    // The address itself is not shown: a password or a token in it is one reason to be here.
    private static OcxException Invalid(RegistrySettings settings) => new(
        RegistryErrors.RegistryUrlInvalid,
        $"The address of the registry {settings.Name} is not valid.",
        nextStep: "It must be https://host, http://host (if listed as insecure) or file:///directory, without user, query and fragment.");

    private IRegistry Connect(RegistrySettings settings)
    {
        var url = AddressOf(settings);
        return url.IsFile ? new DirectoryRegistry(settings.Name, url.LocalPath) : new HttpRegistry(settings.Name, url, _client.Value, _time);
    }

    /// <summary>Docker Hub's name is not the host of its registry.</summary>
    private static string HostOf(string name) => name == "docker.io" ? "index.docker.io" : name;
}
