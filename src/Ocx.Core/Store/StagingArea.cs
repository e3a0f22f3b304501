using System.Security.Cryptography;
using System.Text;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>Where objects are made before they are published: one directory and one lock for each, so that of many askers one works.</summary>
public sealed class StagingArea(string directory)
{
    private static readonly TimeSpan PackageWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LayerWait = TimeSpan.FromMinutes(30);

    public Task<StagingDirectory> EnterPackageAsync(
        string registry, Digest digest, string purpose, Action<string>? onWaiting, CancellationToken cancellationToken) =>
        EnterAsync(PackageName(registry, digest), purpose, PackageWait, onWaiting, cancellationToken);

    public Task<StagingDirectory> EnterLayerAsync(
        string registry, Digest digest, string purpose, Action<string>? onWaiting, CancellationToken cancellationToken) =>
        EnterAsync(LayerName(registry, digest), purpose, LayerWait, onWaiting, cancellationToken);

    /// <summary>A directory that nobody else asks for.</summary>
    public Task<StagingDirectory> EnterAloneAsync(string purpose, CancellationToken cancellationToken) =>
        EnterAsync(Guid.NewGuid().ToString("N"), purpose, PackageWait, null, cancellationToken);

    internal static string PackageName(string registry, Digest digest) => Name($"{registry}\0{digest}");

    internal static string LayerName(string registry, Digest digest) => Name($"{registry}\0__layer__\0{digest}");

    private static string Name(string identity) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..32];

    private async Task<StagingDirectory> EnterAsync(
        string name, string purpose, TimeSpan wait, Action<string>? onWaiting, CancellationToken cancellationToken)
    {
        FileFailure.Guard(directory, "create", () => Directory.CreateDirectory(directory));
        var path = Path.Combine(directory, name);
        var held = await FileLock.AcquireAsync(path + ".lock", purpose, wait, holder => onWaiting?.Invoke(holder?.ToString() ?? "another process"), deleteOnRelease: true, cancellationToken);
        try
        {
            // What an earlier holder left behind when it died.
            DirectoryRemoval.Delete(path);
            return new StagingDirectory(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
