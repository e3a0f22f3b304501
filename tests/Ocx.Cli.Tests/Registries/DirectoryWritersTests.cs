using System.Text.Json;
using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

/// <summary>Many processes write to one directory at once, and nothing of any is lost.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DirectoryWritersTests
{
    private const int Writers = 8;

    [TestMethod]
    public async Task DifferentTagsAndPlatformsOfOneTag()
    {
        var rounds = LongTests.Wanted ? 10 : 2;
        using var sandbox = new Sandbox();
        sandbox.Write("content/file", "x");
        sandbox.Write("metadata.json", """{"type":"bundle","version":1}""");
        (await sandbox.RunAsync("package", "create", "-m", "metadata.json", "-o", "out.tar.gz", "content")).ShouldSucceed();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var round = 0; round < rounds; round++)
            {
                // Even writers add tags, odd ones platforms to one tag.
                var (tag, platform) = writer % 2 == 0 ? ($"{writer}.{round}", "any") : ("shared", $"linux/amd64+w{writer}r{round}");
                var identifier = $"{Sandbox.LocalRegistry}/acme/tool:{tag}";
                (await sandbox.RunAsync("package", "push", "-i", identifier, "-p", platform, "out.tar.gz")).ShouldSucceed();
                (await sandbox.RunAsync("--remote", "package", "pull", "-p", platform, identifier)).ShouldSucceed();
            }
        }));

        var registry = Path.Combine(Path.GetDirectoryName(sandbox.Work)!, "registry");
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(registry, "index.json")));
        var entries = index.RootElement.GetProperty("manifests").EnumerateArray().ToDictionary(
            entry => entry.GetProperty("annotations").GetProperty("org.opencontainers.image.ref.name").GetString()!,
            entry => entry.GetProperty("digest").GetString()!);
        Assert.HasCount((Writers / 2 * rounds) + 1, entries.Keys.Where(name => !name.Contains(":sha256.", StringComparison.Ordinal)).ToList());
        Assert.HasCount(1, entries.Keys.Where(name => name.Contains(":sha256.", StringComparison.Ordinal)).ToList(), "all are the same manifest");
        using var shared = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(registry, "blobs", "sha256", entries["acme/tool:shared"]["sha256:".Length..])));
        Assert.AreEqual(Writers / 2 * rounds, shared.RootElement.GetProperty("manifests").GetArrayLength());
        Assert.IsEmpty(Directory.GetFiles(registry, ".tmp-*", SearchOption.AllDirectories));
    }
}
