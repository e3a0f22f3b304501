using Ocx.Core.Configuration;
using Ocx.Core.Registry;

namespace Ocx.Core.Resolution;

/// <summary>Registries as the configuration places them. Identifiers, and so locks and paths, keep the registry's own name whatever place it is read from.</summary>
public sealed class ConfiguredRegistries(OcxConfiguration configuration, RegistryConnections connections) : IRegistryProvider
{
    /// <summary>The mirror if there is one, and then nothing else: it is not left when it fails.</summary>
    public IRegistry Open(string registry) => Open(registry, configuration.MirrorOf(registry) ?? configuration.UrlOf(registry));

    public IRegistry OpenForWriting(string registry) => Open(registry, configuration.UrlOf(registry));

    private IRegistry Open(string registry, Uri? url) =>
        connections.Open(new RegistrySettings(registry, url, configuration.IsInsecure(url is null or { IsFile: true } ? registry : url.Authority)));
}
