using Ocx.Core.Oci;
using Ocx.Core.Projects;
using Ocx.Core.Publishing.Creation;
using Ocx.Core.Publishing.Pushing;

namespace Ocx.Core.Tests.Engine;

/// <summary>A working directory with a store of its own and a directory registry named <c>tools.local</c>.</summary>
internal sealed class EngineFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public EngineFixture()
    {
        _directory.Write("config.toml", "[registries.\"tools.local\"]\nurl = \"./registry\"\n");
        Variables["OCX_NO_CONFIG"] = "1";
    }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Null: the system's clock.</summary>
    public TimeProvider? Time { get; init; }

    public RecordingObserver Observer { get; } = new();

    public TemporaryDirectory Files => _directory;

    public string Home => _directory["home"];

    public string Project => _directory["ocx.toml"];

    public OcxEngine Open(bool offline = false, bool frozen = false) =>
        new(new EngineOptions(_directory.Path, Variables, Home, "config.toml", offline, Frozen: frozen, Time: Time), Observer);

    /// <summary>Packs files and pushes them as a package.</summary>
    /// <param name="files">Path and content; a path below bin/ is executable.</param>
    public async Task<PushResult> PublishAsync(
        string identifier, string platform = "any", string metadata = """{"type":"bundle","version":1}""", params (string Path, string Content)[] files)
    {
        using var engine = Open();
        var name = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(_directory[$"tree/{name}"]);
        foreach (var (path, content) in files)
        {
            _directory.Write($"tree/{name}/{path}", content, executable: path.StartsWith("bin/", StringComparison.Ordinal));
        }

        var metadataFile = _directory.Write($"tree/{name}.json", metadata);
        var created = await engine.CreatePackageAsync(
            new CreateRequest(_directory[$"tree/{name}"], _directory[$"tree/{name}.tar.gz"], MetadataFile: metadataFile), CancellationToken.None);
        return await engine.PushPackageAsync(
            new PushRequest(engine.ParseIdentifier(identifier), Platform.Parse(platform), [LayerSpec.OfFile(created.Archive)]), CancellationToken.None);
    }

    /// <summary>Writes <c>ocx.toml</c> and locks it.</summary>
    public async Task<IReadOnlyList<LockRow>> LockAsync(string toml)
    {
        File.WriteAllText(Project, toml);
        using var engine = Open();
        return await engine.LockAsync(Project, CancellationToken.None);
    }

    public async Task<RestoreResult> RestoreAsync(string? platform = null, bool offline = false)
    {
        using var engine = Open(offline);
        return await engine.RestoreAsync(new RestoreRequest(Project, Platform: platform), CancellationToken.None);
    }

    /// <summary>Names below a directory of the store; none when it does not exist.</summary>
    public string[] StoreEntries(string store) =>
        Directory.Exists(Path.Combine(Home, store)) ? Directory.GetFileSystemEntries(Path.Combine(Home, store), "*", SearchOption.AllDirectories) : [];

    public void Dispose() => _directory.Dispose();
}
