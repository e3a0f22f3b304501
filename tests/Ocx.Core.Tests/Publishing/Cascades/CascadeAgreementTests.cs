using System.Globalization;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Publishing.Cascades;

/// <summary>What a push moves and what a check expects are two ways to say the same; but a push waits for prereleases, which a check passes over.</summary>
[TestClass]
public sealed class CascadeAgreementTests : IDisposable
{
    private static readonly string[] Versions =
        ["1.0.0_1", "1.0.0_2", "1.0.1_1", "1.1.0_1", "1.1.0_2", "2.0.0_1", "debug-1.0.0_1", "debug-1.0.1_1", "debug-2.0.0_1"];

    private static readonly string[] Platforms = ["linux/amd64", "windows/amd64", "any"];

    private readonly TemporaryDirectory _directory = new();
    private readonly RegistryConnections _connections = new();

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    public async Task Pushes_in_any_order_leave_nothing_to_repair(int seed)
    {
        var random = new Random(seed);
        var registry = _connections.Open(new("tools.local", new Uri("file://" + _directory["registry"])));
        Directory.CreateDirectory(_directory["registry"]);
        var tags = new RollingTags(registry, "tools.local", (_, _, _) => Task.CompletedTask);
        for (var push = 0; push < 25; push++)
        {
            var version = Versions[random.Next(Versions.Length)];
            var platform = Platforms[random.Next(Platforms.Length)];
            await PushAsync(registry, version, platform, string.Create(CultureInfo.InvariantCulture, $"{push}"));

            var findings = (await tags.CheckAsync()).Rows.Where(row => row.IsFinding);
            Assert.IsEmpty(findings, $"after push {push} of {version} for {platform}: {string.Join(", ", findings)}");
        }
    }

    public void Dispose()
    {
        _connections.Dispose();
        _directory.Dispose();
    }

    private async Task PushAsync(IRegistry registry, string tag, string platform, string content)
    {
        var wire = Platform.Parse(platform).ToDescriptor();
        Assert.IsTrue(PackageVersion.TryParse(tag, out var version));
        var plan = await new CascadePlanner(registry, RollingTags.Repository).PlanAsync(version, wire, isNew: false, TestContext.CancellationToken);
        var entry = new Descriptor(MediaTypes.ImageManifest, RollingTags.DigestOf(content), 1, wire);
        foreach (var moving in (IEnumerable<string>)[tag, .. plan.Tags])
        {
            var existing = await registry.GetManifestAsync(RollingTags.Repository, moving, TestContext.CancellationToken);
            await registry.PutManifestAsync(
                RollingTags.Repository, moving, MediaTypes.ImageIndex, TagContent.IndexOf(existing, moving).With(entry).ToBytes(), TestContext.CancellationToken);
        }
    }
}
