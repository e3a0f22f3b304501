using Ocx.Core.Oci;
using Ocx.Core.Tests.Engine;
using Ocx.Testing;

namespace Ocx.Core.Tests.Resolution;

/// <summary>A registry over HTTP, and a store that looks tags up there in any mode.</summary>
internal sealed class IndexFixture : IAsyncDisposable
{
    private IndexFixture(TestRegistry registry)
    {
        Registry = registry;
        Engine.Variables["OCX_INSECURE_REGISTRIES"] = registry.Host;
    }

    public TestRegistry Registry { get; }

    public EngineFixture Engine { get; } = new();

    public string TagsDirectory => Path.Combine(Engine.Home, "tags");

    public static async Task<IndexFixture> StartAsync(TestRegistryOptions? options = null) => new(await TestRegistry.StartAsync(options));

    public Identifier Package(string text) => Identifier.Parse($"{Registry.Host}/{text}", null);

    public OcxEngine Open(bool offline = false, bool remote = false, bool frozen = false, string? index = null) => new(
        new EngineOptions(Engine.Files.Path, Engine.Variables, Engine.Home, "config.toml", offline, remote, frozen, Index: index), Engine.Observer);

    /// <summary>Puts an index without entries under a tag; returns its digest.</summary>
    public string PutTag(string repository, string tag, string content = "")
    {
        var index = ImageIndex.Empty with { Annotations = new Dictionary<string, string> { ["content"] = content } };
        return Registry.PutManifest(repository, tag, index.ToBytes(), MediaTypes.ImageIndex);
    }

    public async Task UpdateAsync(params string[] packages)
    {
        using var engine = Open();
        await engine.Index.UpdateAsync([.. packages.Select(Package)], CancellationToken.None);
    }

    /// <summary>The file of a repository's tags; null when there is none.</summary>
    public string? TagFileOf(string repository)
    {
        var path = Path.Combine(TagsDirectory, Registry.Host.Replace(':', '_'), repository + ".json");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        Engine.Dispose();
    }
}
