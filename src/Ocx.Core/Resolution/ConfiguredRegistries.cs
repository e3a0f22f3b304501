using Ocx.Core.Configuration;
using Ocx.Core.Registry;

namespace Ocx.Core.Resolution;

/// <summary>Registries as the configuration places them.</summary>
public sealed class ConfiguredRegistries(OcxConfiguration configuration, RegistryConnections connections) : IRegistryProvider
{
    public IRegistry Open(string registry) => OpenForWriting(registry);

    public IRegistry OpenForWriting(string registry) => connections.Open(SettingsOf(registry));

    /// <summary>Where the configuration puts a registry itself, whatever mirrors it has.</summary>
    public RegistrySettings SettingsOf(string registry)
    {
        var url = configuration.UrlOf(registry);
        return new(registry, url, configuration.IsInsecure(url is null or { IsFile: true } ? registry : url.Authority));
    }
}
