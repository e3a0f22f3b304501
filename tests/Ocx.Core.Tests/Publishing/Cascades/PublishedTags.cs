using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Publishing.Cascades;

/// <summary>A directory registry with one repository, and tags whose platforms a test says: the manifests behind them do not exist.</summary>
internal sealed class PublishedTags : IDisposable
{
    public const string Repository = "tools/cmake";

    private readonly TemporaryDirectory _directory = new();
    private readonly RegistryConnections _connections = new();

    public PublishedTags()
    {
        Directory.CreateDirectory(_directory["registry"]);
        Registry = _connections.Open(new("tools.local", new Uri("file://" + _directory["registry"])));
    }

    public IRegistry Registry { get; }

    /// <param name="tags">Separated by blanks.</param>
    /// <param name="platforms">Of every one of these tags, separated by blanks.</param>
    public async Task PutAsync(string tags, string platforms)
    {
        foreach (var tag in tags.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var index = ImageIndex.Empty with
            {
                Manifests = [.. platforms.Split(' ').Select(platform => new Descriptor(MediaTypes.ImageManifest, Digest.Sha256([1]), 1, Platform.Parse(platform).ToDescriptor()))],
            };
            await Registry.PutManifestAsync(Repository, tag, MediaTypes.ImageIndex, index.ToBytes(), CancellationToken.None);
        }
    }

    /// <summary>A tag that is a manifest, not an index.</summary>
    public Task PutBareAsync(string tag) => Registry.PutManifestAsync(
        Repository, tag, MediaTypes.ImageManifest, ImageManifest.OfPackage(new(MediaTypes.PackageConfig, Digest.Sha256([1]), 1), []).ToBytes(), CancellationToken.None);

    public void Dispose()
    {
        _connections.Dispose();
        _directory.Dispose();
    }
}
