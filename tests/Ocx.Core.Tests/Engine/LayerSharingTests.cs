using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Creation;
using Ocx.Core.Publishing.Pushing;
using Ocx.Testing;

namespace Ocx.Core.Tests.Engine;

/// <summary>Packages of several layers, and layers of several packages.</summary>
[TestClass]
public sealed class LayerSharingTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Packages_that_are_installed_at_once_share_the_download_of_a_layer()
    {
        using var fixture = new EngineFixture();
        await using var registry = await StartAsync(fixture);
        var layer = await PackAsync(fixture, "base", 100_000);
        using var engine = fixture.Open();
        string[] names = ["one", "two", "three", "four", "five", "six"];
        foreach (var name in names)
        {
            await PushAsync(engine, $"{registry.Host}/tools/{name}:1", layer, await PackAsync(fixture, name, 100));
        }

        registry.ResetRequests();
        await InstallAsync(engine, names.Select(name => $"{registry.Host}/tools/{name}:1"));

        Assert.AreEqual(names.Length + 1, registry.Requests.Count(RequestKind.Blob));
        Assert.IsEmpty(fixture.Observer.Waits, "within a process nobody waits at a lock");
    }

    [TestMethod]
    public async Task The_failure_of_one_layer_stops_the_others()
    {
        using var fixture = new EngineFixture();
        await using var registry = await StartAsync(fixture);
        using var engine = fixture.Open();
        var identifier = $"{registry.Host}/tools/two:1";
        string[] layers = [await PackAsync(fixture, "stalled", 100_000), await PackAsync(fixture, "missing", 100)];
        await PushAsync(engine, identifier, layers);
        registry.Faults.Add(Fault.StallAfter(1000), RequestKind.Blob, DigestOf(layers[0]));
        registry.Faults.Add(Fault.Error(404, "BLOB_UNKNOWN", "no such blob"), RequestKind.Blob, DigestOf(layers[1]));

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => InstallAsync(engine, [identifier]));

        Assert.AreEqual("OCX2002", failure.Code.Id, "and not a time-out after minutes");
        Assert.IsEmpty(fixture.StoreEntries("temp"));
    }

    [TestMethod]
    public async Task Of_many_layers_a_few_are_under_way_at_once()
    {
        using var fixture = new EngineFixture();
        await using var registry = await StartAsync(fixture);
        using var engine = fixture.Open();
        var identifier = $"{registry.Host}/tools/many:1";
        var layers = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            layers.Add(await PackAsync(fixture, $"layer{i}", 2000));
        }

        await PushAsync(engine, identifier, [.. layers]);
        var content = (await InstallAsync(engine, [identifier])).Single().Content;

        Assert.HasCount(layers.Count, Directory.GetFiles(content));
        Assert.IsLessThanOrEqualTo(4, fixture.Observer.MostDownloads);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [SupportedOSPlatform("linux")]
    public async Task Ten_packages_over_one_layer_take_its_place_once()
    {
        var size = LongTests.Wanted ? 50_000_000 : 5_000_000;
        using var fixture = new EngineFixture();
        var layer = await PackAsync(fixture, "base", size);
        using var engine = fixture.Open();
        var names = Enumerable.Range(0, 10).Select(i => $"tools.local/tool{i}:1").ToList();
        foreach (var name in names)
        {
            await PushAsync(engine, name, layer, await PackAsync(fixture, $"own{names.IndexOf(name)}", 1000));
        }

        var installed = await InstallAsync(engine, names);

        var inodes = installed.Select(package => UnixFileStatus.Of(Path.Combine(package.Content, "base"))).Distinct();
        Assert.AreEqual(UnixFileStatus.Of(Directory.GetFiles(Path.Combine(fixture.Home, "layers"), "base", SearchOption.AllDirectories).Single()), inodes.Single());
        Assert.IsLessThan(size + (10 * 300_000L), BlocksOf(fixture.Home), "each package adds its own file, documents and directories");
    }

    private static async Task<TestRegistry> StartAsync(EngineFixture fixture)
    {
        var registry = await TestRegistry.StartAsync();
        fixture.Variables["OCX_INSECURE_REGISTRIES"] = registry.Host;
        return registry;
    }

    /// <summary>A layer with one file that has its name and does not compress.</summary>
    private async Task<string> PackAsync(EngineFixture fixture, string name, int size)
    {
        var content = new byte[size];
        new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)))).NextBytes(content);
        Directory.CreateDirectory(fixture.Files[$"tree/{name}"]);
        await File.WriteAllBytesAsync(fixture.Files[$"tree/{name}/{name}"], content, TestContext.CancellationToken);
        using var engine = fixture.Open();
        return (await engine.CreatePackageAsync(
            new CreateRequest(fixture.Files[$"tree/{name}"], fixture.Files[$"tree/{name}.tar.gz"]), TestContext.CancellationToken)).Archive;
    }

    private async Task PushAsync(OcxEngine engine, string identifier, params string[] layers)
    {
        var metadata = Path.Combine(Path.GetDirectoryName(layers[0])!, "metadata.json");
        File.WriteAllText(metadata, """{"type":"bundle","version":1}""");
        await engine.PushPackageAsync(new PushRequest(engine.ParseIdentifier(identifier), Platform.Any, [.. layers.Select(LayerSpec.OfFile)], metadata), TestContext.CancellationToken);
    }

    private Task<IReadOnlyList<InstalledPackage>> InstallAsync(OcxEngine engine, IEnumerable<string> identifiers) => engine.InstallAsync(
        [.. identifiers.Select(engine.ParseIdentifier)], null, link: false, select: false, TestContext.CancellationToken);

    private static string DigestOf(string file) => Digest.Sha256(File.ReadAllBytes(file)).ToString();

    /// <summary>What a directory takes on the disk, each inode once.</summary>
    private static long BlocksOf(string directory)
    {
        using var du = Process.Start(new ProcessStartInfo("du", ["-s", "-B1", directory]) { RedirectStandardOutput = true })!;
        var answer = du.StandardOutput.ReadToEnd();
        du.WaitForExit();
        return long.Parse(answer[..answer.IndexOf('\t', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }
}
