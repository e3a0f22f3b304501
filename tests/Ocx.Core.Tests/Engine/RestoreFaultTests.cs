using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Testing;

namespace Ocx.Core.Tests.Engine;

/// <summary>Each fault ends in its own code, leaves the store as it was, and is over when it is over.</summary>
[TestClass]
public sealed partial class RestoreFaultTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(nameof(Fault.FlipByte), "OCX2006", ExitCode.Data)]
    [DataRow("FlipFirstByte", "OCX2006", ExitCode.Data)]
    [DataRow(nameof(Fault.TruncateAfter), "OCX2007", ExitCode.Temporary)]
    [DataRow(nameof(Fault.MissingBytes), "OCX2007", ExitCode.Temporary)]
    [DataRow(nameof(Fault.ExtraBytes), "OCX2015", ExitCode.Data)]
    [DataRow("NotFound", "OCX2002", ExitCode.NotFound)]
    [DataRow("Denied", "OCX2003", ExitCode.Authentication)]
    public async Task A_faulty_layer_is_refused_and_the_next_restore_succeeds(string fault, string code, ExitCode exit)
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync();
        await LockAsync(fixture, registry);
        registry.Faults.Add(
            fault switch
            {
                nameof(Fault.FlipByte) => Fault.FlipByte(2000),
                "FlipFirstByte" => Fault.FlipByte(0),
                nameof(Fault.TruncateAfter) => Fault.TruncateAfter(1000),
                nameof(Fault.MissingBytes) => Fault.MissingBytes(1),
                nameof(Fault.ExtraBytes) => Fault.ExtraBytes(1),
                "NotFound" => Fault.Error(404, "BLOB_UNKNOWN", "no such blob"),
                _ => Fault.Error(403, "DENIED", "not for you"),
            },
            RequestKind.Blob);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync());

        Assert.AreEqual((code, exit), (failure.Code.Id, failure.Exit), failure.ToString());
        Assert.IsNotNull(failure.NextStep);
        AssertStoreIsClean(fixture);

        registry.Faults.Clear();
        Assert.AreEqual(1, (await fixture.RestoreAsync()).Downloaded);
    }

    [TestMethod]
    public async Task A_hostile_archive_is_called_that_while_the_rest_is_still_arriving()
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { BytesPerSecond = 400_000 });
        fixture.Variables["OCX_INSECURE_REGISTRIES"] = registry.Host;
        using var engine = fixture.Open();
        var archive = fixture.Files["hostile.tar.gz"];
        await using (var gzip = new GZipStream(File.Create(archive), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "../evil"), TestContext.CancellationToken);
            var noise = new byte[400_000];
            new Random(1).NextBytes(noise);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "noise") { DataStream = new MemoryStream(noise) }, TestContext.CancellationToken);
        }

        // No push of this program sends such an archive.
        var layer = await File.ReadAllBytesAsync(archive, TestContext.CancellationToken);
        var config = """{"type":"bundle","version":1}"""u8.ToArray();
        registry.Content.PutBlob("hostile", layer);
        registry.Content.PutBlob("hostile", config);
        var manifest = ImageManifest.OfPackage(
            new(MediaTypes.PackageConfig, Digest.Sha256(config), config.Length), [new(MediaTypes.LayerTarGzip, Digest.Sha256(layer), layer.Length)]);
        registry.Content.PutManifest("hostile", "1", manifest.ToBytes(), MediaTypes.ImageManifest);
        var identifier = engine.ParseIdentifier($"{registry.Host}/hostile:1");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => engine.InstallAsync([identifier], null, false, false, TestContext.CancellationToken));

        Assert.AreEqual("OCX3004", failure.Code.Id, failure.ToString());
        Assert.Contains("hostile", failure.Message);
        AssertStoreIsClean(fixture);
    }

    [TestMethod]
    [DataRow(RequestKind.Manifest)]
    [DataRow(RequestKind.Config)]
    public async Task A_corrupted_document_is_refused(RequestKind kind)
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync();
        await LockAsync(fixture, registry);
        registry.Faults.Add(Fault.FlipByte(10), kind);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync());

        Assert.AreEqual("OCX2006", failure.Code.Id, failure.ToString());
        Assert.IsEmpty(fixture.StoreEntries("temp"));
        Assert.IsEmpty(fixture.StoreEntries("packages"));
        registry.Faults.Clear();
        await fixture.RestoreAsync();
    }

    [TestMethod]
    public async Task A_registry_that_is_gone_is_said_to_be_unreachable()
    {
        using var fixture = new EngineFixture();
        await using (var registry = await TestRegistry.StartAsync())
        {
            await LockAsync(fixture, registry);
        }

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync());

        Assert.AreEqual(("OCX2001", ExitCode.Temporary), (failure.Code.Id, failure.Exit));
        AssertStoreIsClean(fixture);
    }

    [TestMethod]
    public async Task Offline_makes_no_connection()
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync();
        await LockAsync(fixture, registry);
        registry.ResetRequests();

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => fixture.RestoreAsync(offline: true));

        Assert.AreEqual(("OCX5001", ExitCode.PolicyBlocked), (failure.Code.Id, failure.Exit));
        Assert.AreEqual(0, registry.Requests.Count());
    }

    [TestMethod]
    public async Task A_cold_restore_of_a_locked_tool_is_three_requests_and_a_warm_one_none()
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync();
        await LockAsync(fixture, registry);
        registry.ResetRequests();

        await fixture.RestoreAsync();

        Assert.AreEqual(1, registry.Requests.Count(RequestKind.Manifest));
        Assert.AreEqual(1, registry.Requests.Count(RequestKind.Config));
        Assert.AreEqual(1, registry.Requests.Count(RequestKind.Blob));
        Assert.AreEqual(3, registry.Requests.Count());

        await fixture.RestoreAsync();
        Assert.AreEqual(3, registry.Requests.Count());
    }

    [TestMethod]
    public async Task A_cancelled_restore_leaves_nothing_and_can_be_repeated()
    {
        using var fixture = new EngineFixture();
        await using var registry = await TestRegistry.StartAsync();
        await LockAsync(fixture, registry);
        registry.Faults.Add(Fault.StallAfter(1000), RequestKind.Blob);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        using var engine = fixture.Open();
        fixture.Observer.OnDownloadStarted = cancellation.Cancel;

        await Assert.ThrowsAsync<OperationCanceledException>(() => engine.RestoreAsync(new(fixture.Project), cancellation.Token));

        AssertStoreIsClean(fixture);
        registry.Faults.Clear();
        fixture.Observer.OnDownloadStarted = null;
        Assert.AreEqual(1, (await fixture.RestoreAsync()).Downloaded);
    }

    /// <summary>Publishes a package whose layer does not compress, and locks it.</summary>
    private static async Task LockAsync(EngineFixture fixture, TestRegistry registry)
    {
        fixture.Variables["OCX_INSECURE_REGISTRIES"] = registry.Host;
        var noise = new byte[6000];
        new Random(1).NextBytes(noise);
        await fixture.PublishAsync($"{registry.Host}/tools/hello:1.0", "any", files: ("bin/hello", Convert.ToHexString(noise)));
        await fixture.LockAsync($"[tools]\nhello = \"{registry.Host}/tools/hello:1.0\"\n");
    }

    private static void AssertStoreIsClean(EngineFixture fixture)
    {
        Assert.IsEmpty(fixture.StoreEntries("temp"));
        Assert.IsEmpty(fixture.StoreEntries("packages"));
        Assert.IsEmpty(fixture.StoreEntries("layers").Where(entry => ShardPattern().IsMatch(entry)));
    }

    [GeneratedRegex("[0-9a-f]{30}")]
    private static partial Regex ShardPattern();
}
