using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

/// <summary>What holds for every registry holds for one that others wrote.</summary>
[TestClass]
[RequiresProgram("docker-registry")]
public sealed class DockerRegistryContractTests : RegistryContract, IAsyncDisposable
{
    private readonly RegistryConnections _connections = new();
    private DockerRegistry? _server;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await DockerRegistry.StartAsync();
        Registry = _connections.Open(new RegistrySettings(_server.Host, Insecure: true));
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
