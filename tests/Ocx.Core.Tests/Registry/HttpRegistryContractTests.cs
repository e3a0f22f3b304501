using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class HttpRegistryContractTests : RegistryContract, IAsyncDisposable
{
    private readonly RegistryConnections _connections = new();
    private TestRegistry _server = null!;

    protected override bool HasReferrersApi => true;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await TestRegistry.StartAsync();
        Registry = _connections.Open(new RegistrySettings(_server.Host, Insecure: true));
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _server.DisposeAsync();
    }
}
