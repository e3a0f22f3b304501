using Ocx.Core.Configuration;
using Ocx.Core.Registry;

namespace Ocx.Core.Resolution;

/// <summary>Registries as the configuration places them. Identifiers, and so locks and paths, keep the registry's own name whatever place it is read from.</summary>
public sealed class ConfiguredRegistries(OcxConfiguration configuration, RegistryConnections connections) : IRegistryProvider
{
    /// <summary>The mirror if there is one, and then nothing else: it is not left when it fails.</summary>
    public IRegistry Open(string registry) => Open(registry, configuration.MirrorOf(registry) ?? configuration.UrlOf(registry));

    public IRegistry OpenForWriting(string registry) => connections.Open(SettingsOf(registry));

    /// <summary>Where the configuration puts a registry itself, whatever mirrors it has.</summary>
    public RegistrySettings SettingsOf(string registry) => SettingsOf(registry, configuration.UrlOf(registry));

    private IRegistry Open(string registry, Uri? url) => connections.Open(SettingsOf(registry, url));

    private RegistrySettings SettingsOf(string registry, Uri? url) =>
        new(registry, url, configuration.IsInsecure(url is null or { IsFile: true } ? registry : url.Authority));
}
