using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Network;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class RegistryConnectionsTests(TestContext context)
{
    [TestMethod]
    public void A_registry_is_opened_once()
    {
        using var connections = new RegistryConnections();

        Assert.AreSame(connections.Open(new("ghcr.io")), connections.Open(new("ghcr.io")));
        Assert.AreNotSame(connections.Open(new("ghcr.io")), connections.Open(new("quay.io")));
    }

    [TestMethod]
    public void A_file_address_is_a_directory()
    {
        using var connections = new RegistryConnections();

        Assert.IsInstanceOfType<DirectoryRegistry>(connections.Open(new("tools.local", new Uri(Path.GetTempPath()))));
    }

    [TestMethod]
    [DataRow("ftp://host/")]
    [DataRow("https://user:secret@host/")]
    [DataRow("https://host/?a=b")]
    [DataRow("relative/path")]
    public void An_address_that_is_none_is_refused(string url)
    {
        using var connections = new RegistryConnections();

        var failure = Assert.ThrowsExactly<OcxException>(() => connections.Open(new("tools.local", new Uri(url, UriKind.RelativeOrAbsolute), Insecure: true)));

        Assert.AreSame(RegistryErrors.RegistryUrlInvalid, failure.Code);
        Assert.AreEqual(ExitCode.Configuration, failure.Exit);
        Assert.DoesNotContain("secret", failure.FullMessage);
    }

    [TestMethod]
    public void Plain_http_needs_permission()
    {
        using var connections = new RegistryConnections();

        var failure = Assert.ThrowsExactly<OcxException>(() => connections.Open(new("tools.local", new Uri("http://localhost:5000"))));

        Assert.AreSame(PolicyErrors.InsecureRegistry, failure.Code);
        Assert.Contains("localhost:5000", failure.FullMessage);
    }

    [TestMethod]
    public async Task Offline_no_request_leaves()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = new RegistryConnections(NetworkSettings.Default with { Offline = true });
        var registry = connections.Open(new(server.Host, Insecure: true));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.GetManifestAsync("protoc", "31.1", context.CancellationToken));

        Assert.AreSame(PolicyErrors.Offline, failure.Code);
        Assert.Contains($"{server.Host}/protoc:31.1", failure.Message);
        Assert.AreEqual(0, server.Requests.Count());
    }

    [TestMethod]
    public async Task Offline_a_directory_is_read()
    {
        using var directory = new TemporaryDirectory();
        using var connections = new RegistryConnections(NetworkSettings.Default with { Offline = true });
        var registry = connections.Open(new("tools.local", new Uri(directory.Path)));
        await registry.PutManifestAsync("protoc", "31.1", MediaTypes.ImageIndex, ImageIndex.Empty.ToBytes(), context.CancellationToken);

        Assert.IsNotNull(await registry.GetManifestAsync("protoc", "31.1", context.CancellationToken));
    }

    [TestMethod]
    public async Task The_path_of_an_address_goes_before_the_repository()
    {
        await using var server = await TestRegistry.StartAsync();
        server.PutManifest("mirror/of/protoc", "31.1", ImageIndex.Empty.ToBytes(), MediaTypes.ImageIndex);
        using var connections = new RegistryConnections();
        var registry = connections.Open(new("ghcr.io", new Uri(server.Address, "/mirror/of/"), Insecure: true));

        Assert.IsNotNull(await registry.GetManifestAsync("protoc", "31.1", context.CancellationToken));
        Assert.AreEqual($"ghcr.io (at http://{server.Host}/mirror/of)", registry.DisplayName);
    }
}
