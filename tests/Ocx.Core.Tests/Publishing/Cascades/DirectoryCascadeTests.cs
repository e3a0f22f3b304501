using Ocx.Core.Publishing.Cascades;
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

    [TestMethod]
    public async Task A_tag_whose_file_is_gone_is_made_anew()
    {
        await Tags.PutAsync("1.0.0", "linux/amd64=a");
        await Tags.RepairAsync();
        var lost = await Tags.PutAsync("1.0", "linux/amd64=old");
        File.Delete(_directory["registry", "blobs", "sha256", lost.Hex]);

        Assert.AreEqual(AliasState.Absent, (await Tags.CheckAsync()).Aliases["1.0"]);
        Assert.IsTrue((await Tags.RepairAsync()).IsClean);
        Assert.AreEqual("linux/amd64=a", await Tags.ReadAsync("1.0", "a"));
    }

    public void Dispose()
    {
        _connections.Dispose();
        _directory.Dispose();
    }
}
