using System.Globalization;
using System.Text;
using Ocx.Core.Oci;
using Ocx.Core.Publishing;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Publishing;

/// <summary>Six publishers, each for a platform of its own and with connections of its own, write to one tag at the same time.</summary>
internal sealed class RacingPublishers(RegistrySettings settings, CancellationToken cancellation)
{
    /// <summary>Rounds that run side by side, each on a repository of its own.</summary>
    private const int Parallelism = 8;

    private static readonly string[] Platforms =
        ["linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"];

    private static readonly Dictionary<string, string> NoAnnotations = [];

    /// <summary>Every round ends in the same index, with all six.</summary>
    public async Task RunAsync(int rounds)
    {
        using var connections = new RegistryConnections();
        var registry = connections.Open(settings);
        var entries = await Task.WhenAll(Platforms.Select(platform => PushAsync(registry, "race/all", platform)));
        var older = await Task.WhenAll(Platforms.Select(platform => PushAsync(registry, "race/all", platform, "older")));
        var stale = older.Aggregate(ImageIndex.Empty, (index, entry) => index.With(entry)).ToBytes();
        var expected = entries.Aggregate(ImageIndex.Empty, (index, entry) => index.With(entry)).ToBytes();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, rounds),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (round, token) =>
            {
                var repository = string.Create(CultureInfo.InvariantCulture, $"race/{round}");
                foreach (var platform in Platforms)
                {
                    await PushAsync(registry, repository, platform);
                    await PushAsync(registry, repository, platform, "older");
                }

                if (round % 2 == 1)
                {
                    // A tag that moves: what was there must not come back.
                    await registry.PutManifestAsync(repository, "1.0.0", MediaTypes.ImageIndex, stale, token);
                }

                var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var publishers = Random.Shared.GetItems(entries, entries.Length).Concat(entries).Distinct()
                    .Select(entry => Task.Run(() => PublishAsync(repository, entry, start.Task), token)).ToList();
                start.SetResult();
                await Task.WhenAll(publishers);

                var index = await registry.GetManifestAsync(repository, "1.0.0", token);
                Assert.AreEqual(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(index!.Content.Span), repository);
            });
    }

    private async Task PublishAsync(string repository, Descriptor entry, Task start)
    {
        using var connections = new RegistryConnections();
        var tags = new TagIndex(connections.Open(settings), new Identifier("tools.local", repository), TimeProvider.System);
        await start;
        await tags.PutAsync("1.0.0", entry, NoAnnotations, cancellation);
        await tags.SettleAsync(cancellation);
    }

    /// <summary>A package without layers for the platform, by its digest; its content differs by platform.</summary>
    private async Task<Descriptor> PushAsync(IRegistry registry, string repository, string platform, string version = "")
    {
        var config = Encoding.UTF8.GetBytes($$"""{"type":"bundle","version":1,"env":[{"key":"P","type":"constant","value":"{{platform}}{{version}}","visibility":"private"}]}""");
        var blob = new Descriptor(MediaTypes.PackageConfig, Digest.Sha256(config), config.Length);
        await registry.PushBlobAsync(repository, blob, () => new MemoryStream(config), cancellation);
        var manifest = ImageManifest.OfPackage(blob, []).ToBytes();
        var entry = new Descriptor(MediaTypes.ImageManifest, Digest.Sha256(manifest), manifest.Length, Platform.Parse(platform).ToDescriptor());
        await registry.PutManifestAsync(repository, entry.Digest.ToString(), entry.MediaType, manifest, cancellation);
        return entry;
    }
}
