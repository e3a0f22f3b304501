using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Referrers;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Referrers;

/// <summary>What a registry, or whoever may write to it, attaches to a manifest (catalogue of hostile registries: N21).</summary>
[TestClass]
public sealed class ReferrersTests(TestContext context)
{
    private const string Repository = "org/protoc";
    private const string Signature = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private static readonly Digest Subject = Digest.Sha256("subject"u8);

    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_referrer_is_found_with_and_without_the_api(bool api)
    {
        await using var server = await TestRegistry.StartAsync(new(Referrers: api));
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        var digest = await PutAsync(registry, Signature);
        await PutAsync(registry, "text/spdx");

        var found = await registry.ListReferrersAsync(Repository, Subject, Signature, Cancellation);

        Assert.AreEqual(digest, found.Single().Digest);
        Assert.AreEqual(Signature, found.Single().ArtifactType);
        Assert.HasCount(2, await registry.ListReferrersAsync(Repository, Subject, null, Cancellation));
        Assert.IsNotNull(await registry.ReadReferrerAsync(Repository, Subject, found.Single(), Cancellation));
        Assert.AreEqual(!api, server.Content.ManifestContent(Repository, $"sha256-{Subject.Hex}") is not null, "the tag is for registries without the API");
    }

    [TestMethod]
    public async Task An_entry_that_another_writer_has_lost_is_put_again()
    {
        await using var server = await TestRegistry.StartAsync(new(Referrers: false));
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        server.Faults.Add(Fault.Status(201), RequestKind.Manifest, $"sha256-{Subject.Hex}", "PUT", times: 1);

        var digest = await PutAsync(registry, Signature);

        Assert.AreEqual(digest, (await registry.ListReferrersAsync(Repository, Subject, null, Cancellation)).Single().Digest);
    }

    [TestMethod]
    public async Task A_list_that_may_not_change_is_said_to_in_the_registrys_words()
    {
        await using var server = await TestRegistry.StartAsync(new(Referrers: false));
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        server.Faults.Add(Fault.Error(412, "PRECONDITION", "configured as immutable"), RequestKind.Manifest, $"sha256-{Subject.Hex}", "PUT");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => PutAsync(registry, Signature));

        Assert.Contains("configured as immutable", failure.Message);
    }

    [TestMethod]
    public async Task A_list_that_keeps_nothing_is_said_to()
    {
        await using var server = await TestRegistry.StartAsync(new(Referrers: false));
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        server.Faults.Add(Fault.Status(201), RequestKind.Manifest, $"sha256-{Subject.Hex}", "PUT");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => PutAsync(registry, Signature));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
    }

    [TestMethod]
    public async Task A_referrer_to_something_else_is_refused()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        await PutAsync(registry, Signature);
        var entry = (await registry.ListReferrersAsync(Repository, Subject, null, Cancellation)).Single();

        foreach (var (subject, listed) in ((Digest, Descriptor)[])
        [
            (Digest.Sha256("another"u8), entry),
            (Subject, entry with { ArtifactType = "text/spdx" }),
            (Subject, entry with { Size = entry.Size + 1 }),
            (Subject, entry with { Size = 1 << 20 }),
        ])
        {
            var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.ReadReferrerAsync(Repository, subject, listed, Cancellation));
            Assert.AreSame(RegistryErrors.ManifestInvalid, failure.Code);
        }
    }

    [TestMethod]
    public async Task A_registry_that_does_not_filter_is_filtered()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        Serve(server, Index(1, "text/spdx"), ("OCI-Filters-Applied", "artifactType"));

        Assert.IsEmpty(await registry.ListReferrersAsync(Repository, Subject, Signature, Cancellation));
        Assert.HasCount(1, await registry.ListReferrersAsync(Repository, Subject, "text/spdx", Cancellation));
    }

    [TestMethod]
    public async Task More_referrers_than_anybody_has_are_refused()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        Serve(server, Index(257, Signature));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.ListReferrersAsync(Repository, Subject, Signature, Cancellation));

        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);
        Assert.IsEmpty(await registry.ListReferrersAsync(Repository, Subject, "text/spdx", Cancellation));
    }

    [TestMethod]
    public async Task A_list_without_end_or_measure_is_given_up()
    {
        await using var server = await TestRegistry.StartAsync();
        using var connections = new RegistryConnections();
        var registry = await OpenAsync(connections, server);
        var endless = Serve(server, Index(1, Signature), ("Link", $"</v2/{Repository}/referrers/{Subject}?more>; rel=\"next\""));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.ListReferrersAsync(Repository, Subject, Signature, Cancellation));
        Assert.AreSame(RegistryErrors.UnexpectedAnswer, failure.Code);

        server.Faults.Remove(endless);
        server.Faults.Add(Fault.ExtraBytes(5 << 20), RequestKind.Referrers);
        failure = await Assert.ThrowsExactlyAsync<OcxException>(() => registry.ListReferrersAsync(Repository, Subject, Signature, Cancellation));
        Assert.AreSame(RegistryErrors.ManifestInvalid, failure.Code);
    }

    [TestMethod]
    public async Task A_directory_keeps_its_referrers_under_the_tag()
    {
        using var directory = new TemporaryDirectory();
        var registry = new DirectoryRegistry("tools.local", directory.Path);
        await PutBlobsAsync(registry);
        var digest = await PutAsync(registry, Signature);

        Assert.AreEqual(digest, (await registry.ListReferrersAsync(Repository, Subject, Signature, Cancellation)).Single().Digest);
        Assert.IsEmpty(await registry.ListReferrersAsync("org/other", Subject, null, Cancellation));
    }

    [TestMethod]
    public async Task A_directory_loses_no_referrer_of_writers_at_the_same_time()
    {
        const int Writers = 12;
        using var directory = new TemporaryDirectory();
        await PutBlobsAsync(new DirectoryRegistry("tools.local", directory.Path));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => Task.Run(() =>
            PutAsync(new DirectoryRegistry("tools.local", directory.Path), $"text/x-{number}"))));

        Assert.HasCount(Writers, await new DirectoryRegistry("tools.local", directory.Path).ListReferrersAsync(Repository, Subject, null, Cancellation));
    }

    private static ImageIndex Index(int count, string artifactType) => new(
        2,
        MediaTypes.ImageIndex,
        [.. Enumerable.Range(0, count).Select(number => new Descriptor(MediaTypes.ImageManifest, Digest.Sha256([(byte)number, (byte)(number >> 8)]), 1, ArtifactType: artifactType))]);

    private static FaultRule Serve(TestRegistry server, ImageIndex index, params (string Name, string Value)[] headers) => server.Faults.Add(
        Fault.Status(200, System.Text.Encoding.UTF8.GetString(index.ToBytes()), MediaTypes.ImageIndex, headers), RequestKind.Referrers);

    private async Task<IRegistry> OpenAsync(RegistryConnections connections, TestRegistry server)
    {
        var registry = connections.Open(new(server.Host, Insecure: true));
        await PutBlobsAsync(registry);
        return registry;
    }

    private Task<BlobPush> PutBlobsAsync(IRegistry registry) =>
        registry.PushBlobAsync(Repository, Empty, () => new MemoryStream("{}"u8.ToArray()), Cancellation);

    private static Descriptor Empty => new("application/vnd.oci.empty.v1+json", Digest.Sha256("{}"u8), 2);

    private async Task<Digest> PutAsync(IRegistry registry, string artifactType)
    {
        var content = new ImageManifest(2, MediaTypes.ImageManifest, Empty, [Empty], new(MediaTypes.ImageManifest, Subject, 7), artifactType).ToBytes();
        var digest = Digest.Sha256(content);
        await registry.PutManifestAsync(Repository, digest.ToString(), MediaTypes.ImageManifest, content, Cancellation);
        return digest;
    }
}
