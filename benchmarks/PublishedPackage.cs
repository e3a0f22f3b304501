using System.Diagnostics;
using System.Security.Cryptography;
using Ocx.Testing;

namespace Ocx.Benchmarks;

/// <summary>A package of one layer on a registry in this process, and the <c>ocx</c> that installs it into a store of its own.</summary>
internal sealed class PublishedPackage : IAsyncDisposable
{
    private const string Repository = "bench/tool";

    private readonly Workspace _workspace;
    private readonly TestRegistry _registry;
    private readonly string _ocx;

    private PublishedPackage(Workspace workspace, TestRegistry registry, string ocx, string archive)
    {
        _workspace = workspace;
        _registry = registry;
        _ocx = ocx;
        Archive = archive;
        Installing = new Child(workspace.Root, ("OCX_HOME", Store), ("OCX_INSECURE_REGISTRIES", registry.Host));
    }

    /// <summary>Absolute path of the layer's archive.</summary>
    public string Archive { get; }

    /// <summary>Where the layer can be downloaded.</summary>
    public Uri Blob { get; private set; } = null!;

    public string Store => _workspace.PathOf("store");

    private string Identifier => $"{_registry.Host}/{Repository}:1";

    private Child Installing { get; }

    public static async Task<PublishedPackage> PublishAsync(Workspace workspace, string ocx, string archive, TestRegistryOptions? options = null)
    {
        var package = new PublishedPackage(workspace, await TestRegistry.StartAsync(options), ocx, archive);
        var metadata = workspace.Write("metadata.json", """{ "type": "bundle", "version": 1, "env": [] }""");
        package.Installing.Run(ocx, "package", "push", "-p", "any", "-m", metadata, "-i", package.Identifier, archive);
        await using var content = File.OpenRead(archive);
        package.Blob = new Uri(package._registry.Address, $"v2/{Repository}/blobs/sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(content))}");
        return package;
    }

    /// <returns>From the first request for the layer since the last call until the last byte of it was sent.</returns>
    public TimeSpan TakeTransfer()
    {
        var requests = _registry.Requests.All.Where(request => request.Method == "GET" && request.Path == Blob.AbsolutePath).ToList();
        _registry.ResetRequests();
        return Stopwatch.GetElapsedTime(requests.Min(request => request.Arrived), requests.Max(request => request.Answered ?? Stopwatch.GetTimestamp()));
    }

    /// <returns>The time of <c>ocx package pull</c>, from start to end of the process.</returns>
    public TimeSpan Install() => Installing.Run(_ocx, "package", "pull", Identifier);

    /// <param name="processors">The only ones it may use, as <c>taskset -c</c> takes them.</param>
    public TimeSpan Install(string processors) => Installing.Run("taskset", "-c", processors, _ocx, "package", "pull", Identifier);

    /// <returns>The peak memory of <c>ocx package pull</c> above that of <c>ocx version</c>, in bytes.</returns>
    public long MemoryOfInstall() => Installing.PeakMemoryOf(_ocx, "package", "pull", Identifier) - Installing.PeakMemoryOf(_ocx, "version");

    public ValueTask DisposeAsync() => _registry.DisposeAsync();
}
