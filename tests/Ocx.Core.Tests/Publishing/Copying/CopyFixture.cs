using System.Text;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Copying;
using Ocx.Core.Registry;
using Ocx.Core.Tests.Engine;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Copying;

/// <summary>A directory registry <c>tools.local</c> with packages, another one <c>other.local</c>, and a server. Nobody waits: the clock goes on by itself.</summary>
internal sealed class CopyFixture : IAsyncDisposable
{
    public const string Tool = "tools.local/acme/tool:1.2.3";

    public static readonly string[] SixPlatforms = ["darwin/amd64", "darwin/arm64", "linux/amd64+libc.glibc", "linux/amd64+libc.musl", "linux/arm64", "windows/amd64"];

    private readonly RegistryConnections _connections = new();

    private CopyFixture(TestRegistry server)
    {
        Server = server;
        Engine.Variables["OCX_INSECURE_REGISTRIES"] = server.Host;
        Engine.Files.Write(
            "config.toml", "[registries.\"tools.local\"]\nurl = \"./registry\"\n[registries.\"other.local\"]\nurl = \"./other\"\n");
    }

    public TestRegistry Server { get; }

    public EngineFixture Engine { get; } = new() { Time = new TestTime() };

    public string Far => $"{Server.Host}/far/tool:1.2.3";

    /// <summary>Requests of the server that have changed something.</summary>
    public IReadOnlyList<RecordedRequest> Writes => [.. Server.Requests.All.Where(request => request.Method is not ("GET" or "HEAD"))];

    public static async Task<CopyFixture> StartAsync(TestRegistryOptions? options = null) => new(await TestRegistry.StartAsync(options));

    public IRegistry Registry(string name) => name == Server.Host
        ? _connections.Open(new(name, Insecure: true))
        : new DirectoryRegistry(name, Engine.Files[name == "tools.local" ? "registry" : "other"]);

    /// <summary>Puts a package of two layers, one of which all platforms share, under a tag.</summary>
    /// <returns>The digest of its manifest.</returns>
    public async Task<Digest> PutAsync(string identifier, string platform, string content = "", string artifactType = MediaTypes.Package)
    {
        var name = Identifier.Parse(identifier, null);
        var registry = Registry(name.Registry);
        var config = await PutBlobAsync(registry, name.Repository, MediaTypes.PackageConfig, """{"type":"bundle","version":1}"""u8.ToArray());
        var manifest = ImageManifest.OfPackage(
            config,
            [
                await PutBlobAsync(registry, name.Repository, MediaTypes.LayerTarGzip, "shared"u8.ToArray()),
                await PutBlobAsync(registry, name.Repository, MediaTypes.LayerTarGzip, Encoding.UTF8.GetBytes(platform + content)),
            ]) with
        { ArtifactType = artifactType };
        var entry = await PutManifestAsync(registry, name.Repository, manifest) with { Platform = Platform.Parse(platform).ToDescriptor() };
        var index = (await IndexAsync(identifier) ?? ImageIndex.Empty).With(entry);
        await registry.PutManifestAsync(name.Repository, name.Tag!, MediaTypes.ImageIndex, index.ToBytes(), CancellationToken.None);
        return entry.Digest;
    }

    public async Task<Digest> ReferAsync(string repository, Digest subject, string what, string name = "tools.local")
    {
        var registry = Registry(name);
        var config = await PutBlobAsync(registry, repository, MediaTypes.Empty, "{}"u8.ToArray());
        var manifest = new ImageManifest(
            2,
            MediaTypes.ImageManifest,
            config,
            [await PutBlobAsync(registry, repository, "text/plain", Encoding.UTF8.GetBytes(what))],
            new(MediaTypes.ImageManifest, subject, 0),
            "application/vnd.example.sbom");
        return (await PutManifestAsync(registry, repository, manifest)).Digest;
    }

    public async Task<ImageIndex?> IndexAsync(string identifier)
    {
        var name = Identifier.Parse(identifier, null);
        var document = await RepositoryPlace.FindAsync(() => Registry(name.Registry).GetManifestAsync(name.Repository, name.TagOrLatest, CancellationToken.None));
        return document is null ? null : ImageIndex.Parse(document.Content.Span, identifier);
    }

    public async Task<CopyResult> CopyAsync(string source, string target, Func<CopyRequest, CopyRequest>? change = null, bool offline = false)
    {
        using var engine = Engine.Open(offline);
        var request = new CopyRequest(Identifier.Parse(source, null), Identifier.Parse(target, null), [], new Dictionary<string, string>());
        return await engine.CopyPackageAsync(change?.Invoke(request) ?? request, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await Server.DisposeAsync();
        Engine.Dispose();
    }

    private static async Task<Descriptor> PutBlobAsync(IRegistry registry, string repository, string mediaType, byte[] content)
    {
        var blob = new Descriptor(mediaType, Digest.Sha256(content), content.Length);
        await registry.PushBlobAsync(repository, blob, () => new MemoryStream(content), CancellationToken.None);
        return blob;
    }

    private static async Task<Descriptor> PutManifestAsync(IRegistry registry, string repository, ImageManifest manifest)
    {
        var content = manifest.ToBytes();
        var digest = Digest.Sha256(content);
        await registry.PutManifestAsync(repository, digest.ToString(), MediaTypes.ImageManifest, content, CancellationToken.None);
        return new(MediaTypes.ImageManifest, digest, content.Length);
    }
}
