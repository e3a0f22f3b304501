using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

/// <summary>The suite against Debian's docker-registry.</summary>
public abstract class DockerRegistrySuite(DockerRegistryOptions? options = null) : RegistrySuite
{
    private DockerRegistry? _registry;

    protected override async Task<string> StartAsync()
    {
        _registry = await DockerRegistry.StartAsync(options);
        Introduce(_registry.Host);
        return _registry.Host;
    }

    protected override ValueTask StopAsync() => _registry?.DisposeAsync() ?? default;

    /// <summary>Tells the sandbox what it must know of the registry.</summary>
    protected virtual void Introduce(string host) => Sandbox.Set("OCX_INSECURE_REGISTRIES", host);
}
