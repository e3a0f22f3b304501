using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Creation;
using Ocx.Core.Tests.Engine;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

/// <summary>How often a cold installation of a locked tool waits for a registry: what does not need another answer is asked for at the same time.</summary>
[TestClass]
public sealed class RoundTripTests
{
    /// <summary>Only so that a failure ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [TestMethod]
    public async Task Manifest_then_the_rest_at_once()
    {
        await using var server = await TestRegistry.StartAsync();

        await InstallAsync(server);

        Assert.AreSequenceEqual(new[] { RequestKind.Manifest, RequestKind.Config, RequestKind.Blob }, KindsOf(server));
    }

    [TestMethod]
    public async Task With_a_token_it_is_two_more()
    {
        await using var server = await TestRegistry.StartAsync(new(Authentication: new("user", "password", Strangers: true)));

        await InstallAsync(server);

        Assert.AreSequenceEqual(
            new[] { RequestKind.Manifest, RequestKind.Token, RequestKind.Manifest, RequestKind.Config, RequestKind.Blob }, KindsOf(server));
    }

    /// <summary>The last two, which are asked for at once, in a certain order.</summary>
    private static RequestKind[] KindsOf(TestRegistry server)
    {
        var kinds = server.Requests.All.Select(request => request.Kind).ToList();
        return [.. kinds[..^2], .. kinds[^2..].OrderDescending().OrderBy(kind => kind == RequestKind.Blob)];
    }

    private static async Task InstallAsync(TestRegistry server)
    {
        using var fixture = new EngineFixture();
        fixture.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;
        await PutPackageAsync(fixture, server, "tools/hello", "1.0");
        await fixture.LockAsync($"[tools]\nhello = \"{server.Host}/tools/hello:1.0\"\n");
        DirectoryRemoval.Delete(fixture.Home);
        server.ResetRequests();

        // Neither is answered before both have been asked for.
        var together = Fault.Together(2);
        server.Faults.Add(together, RequestKind.Config);
        server.Faults.Add(together, RequestKind.Blob);
        var restored = await fixture.RestoreAsync().WaitAsync(Patience);

        Assert.AreEqual(1, restored.Downloaded);
    }

    private static async Task PutPackageAsync(EngineFixture fixture, TestRegistry server, string repository, string tag)
    {
        using var engine = fixture.Open();
        fixture.Files.Write("tree/bin/hello", "hello", executable: true);
        var metadata = """{"type":"bundle","version":1}""";
        var created = await engine.CreatePackageAsync(
            new CreateRequest(fixture.Files["tree"], fixture.Files["tree.tar.gz"], MetadataFile: fixture.Files.Write("m.json", metadata)), CancellationToken.None);
        var layer = await File.ReadAllBytesAsync(created.Archive);
        var config = System.Text.Encoding.UTF8.GetBytes(metadata);
        server.PutBlob(repository, layer);
        server.PutBlob(repository, config);
        var manifest = ImageManifest.OfPackage(
            new(MediaTypes.PackageConfig, Digest.Sha256(config), config.Length), [new(MediaTypes.LayerTarGzip, Digest.Sha256(layer), layer.Length)]).ToBytes();
        server.PutManifest(repository, tag, manifest);
    }
}
