using Ocx.Core.Configuration;
using Ocx.Core.Registry;

namespace Ocx.Core.Resolution;

/// <summary>Registries as the configuration places them.</summary>
public sealed class ConfiguredRegistries(OcxConfiguration configuration, RegistryConnections connections) : IRegistryProvider
{
    public IRegistry Open(string registry) => OpenForWriting(registry);

    public IRegistry OpenForWriting(string registry)
    {
        var url = configuration.UrlOf(registry);
        return connections.Open(new RegistrySettings(registry, url, configuration.IsInsecure(url is null or { IsFile: true } ? registry : url.Authority)));
    }
}
