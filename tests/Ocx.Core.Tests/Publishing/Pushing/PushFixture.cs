using System.Formats.Tar;
using System.IO.Compression;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Pushing;
using Ocx.Core.Registry;
using Ocx.Core.Tests.Engine;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing.Pushing;

/// <summary>An in-process registry, a publisher with a clock that does not wait, and archives to publish.</summary>
internal sealed class PushFixture : IAsyncDisposable
{
    public const string Repository = "org/tool";
    public const string Metadata = """{"type":"bundle","version":1}""";

    private readonly RegistryConnections _connections;

    private PushFixture(TestRegistry server)
    {
        Server = server;
        _connections = new RegistryConnections(time: Time);
    }

    public TestRegistry Server { get; }

    public TestTime Time { get; } = new();

    public TemporaryDirectory Files { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public static async Task<PushFixture> StartAsync(TestRegistryOptions? options = null) => new(await TestRegistry.StartAsync(options ?? new()));

    /// <summary>The repository's identifier with a tag.</summary>
    public Identifier Package(string tag, string repository = Repository) => new(Server.Host, repository, tag);

    public Task<PushResult> PushAsync(PushRequest request) =>
        new PackagePublisher(new OnlyRegistries(_connections), Time, Observer).PushAsync(request, CancellationToken.None);

    /// <summary>Publishes layers, which are written as on a command line, with the least of metadata.</summary>
    public Task<PushResult> PushAsync(string tag, string platform, params string[] layers) => PushAsync(Request(tag, platform, layers));

    public PushRequest Request(string tag, string platform, params string[] layers) => new(
        Package(tag), Platform.Parse(platform), [.. layers.Select(LayerSpec.Parse)], Files.Write("metadata.json", Metadata));

    /// <summary>An archive of files, whose content is their path, and of links, written as <c>PATH -> TARGET</c>.</summary>
    /// <returns>Its path.</returns>
    public string Archive(string name, params string[] paths)
    {
        var archive = Files.Write(name, "");
        using var gzip = new GZipStream(File.Create(archive), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach (var path in paths)
        {
            tar.WriteEntry(path.Split(" -> ") is [var link, var target]
                ? new UstarTarEntry(TarEntryType.SymbolicLink, link) { ModificationTime = DateTimeOffset.UnixEpoch, LinkName = target }
                : new UstarTarEntry(TarEntryType.RegularFile, path)
                {
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(path)),
                });
        }

        return archive;
    }

    public ImageIndex? Index(string tag) =>
        Server.Content.ManifestContent(Repository, tag) is { } content ? ImageIndex.Parse(content.Span, tag) : null;

    public ImageManifest Manifest(Digest digest) =>
        ImageManifest.Parse(Server.Content.ManifestContent(Repository, digest.ToString())!.Value.Span, digest.ToString());

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await Server.DisposeAsync();
        Files.Dispose();
    }

    private sealed class OnlyRegistries(RegistryConnections connections) : IRegistryProvider
    {
        public IRegistry Open(string registry) => connections.Open(new(registry, Insecure: true));

        public IRegistry OpenForWriting(string registry) => Open(registry);
    }
}
