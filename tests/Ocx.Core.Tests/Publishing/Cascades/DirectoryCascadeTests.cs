using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Publishing.Cascades;

[TestClass]
public sealed class DirectoryCascadeTests : CascadeContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly RegistryConnections _connections = new();

    public DirectoryCascadeTests()
    {
        var registry = _connections.Open(new("tools.local", new Uri("file://" + _directory["registry"])));
        Tags = new(registry, "tools.local", (reference, mediaType, content) =>
            registry.PutManifestAsync(RollingTags.Repository, reference, mediaType, content, CancellationToken.None));
    }

    public void Dispose()
    {
        _connections.Dispose();
        _directory.Dispose();
    }
}
