using System.Security.Cryptography;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Importing;

/// <summary>The archives of a recipe as files here whose digests are right. Downloads are kept until the import is done, so that one that was broken off goes on.</summary>
/// <param name="directory">Where downloads are kept, and collected like everything else in it that nobody holds; absolute.</param>
/// <param name="isInsecure">Hosts that plain HTTP is allowed for.</param>
internal sealed class RecipeSources(string directory, Func<WebFiles> web, Func<string, bool> isInsecure, IEngineObserver? observer) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly HashSet<string> _downloads = [];
    private readonly Dictionary<string, FileLock> _locks = new(StringComparer.Ordinal);
    private readonly HashSet<(string Path, Digest? Digest)> _checked = [];

    /// <returns>Absolute path of an archive or a directory.</returns>
    /// <exception cref="OcxException">OCX2001 to OCX2007, OCX2023, OCX3001, OCX3002, OCX5001, OCX5003.</exception>
    public async Task<string> GetAsync(RecipeLayer layer, CancellationToken cancellationToken)
    {
        if (layer.Archive is { } path)
        {
            if (_checked.Add((path, layer.Sha256)))
            {
                await CheckAsync(path, layer, cancellationToken);
            }

            return path;
        }

        var address = Configuration.PlainHttp.Check(layer.Url!, isInsecure(layer.Url!.Authority), "The url", layer.Location);

        // The name stays: it says what kind of archive it is.
        var place = Path.Combine(directory, "download-" + layer.Sha256!.Value.Hex);
        var download = Path.Combine(place, SafeName(address));
        if (_downloads.Add(download))
        {
            FileFailure.Guard(directory, "create", () => Directory.CreateDirectory(directory));
            await LockAsync(place, cancellationToken);
            FileFailure.Guard(directory, "create", () => Directory.CreateDirectory(place));
            if (!File.Exists(download))
            {
                await web().DownloadAsync(address, layer.Sha256.Value, download, BlobLimit.MaximumSize, observer, cancellationToken);
            }
            else
            {
                // It may have lain there for long.
                await CheckAsync(download, layer, cancellationToken);
            }
        }

        return download;
    }

    /// <summary>Deletes what was downloaded; to be called when all is published. What cannot be deleted is no reason to fail then.</summary>
    public void Clean()
    {
        foreach (var place in _downloads.Select(download => Path.GetDirectoryName(download)!).Distinct())
        {
            try
            {
                Directory.Delete(place, recursive: true);
            }
            catch (Exception exception) when (FileFailure.Is(exception))
            {
                observer?.Warn($"{place} is not needed any more, and could not be deleted: {exception.Message}");
            }
        }
    }

    public void Dispose()
    {
        foreach (var held in _locks.Values)
        {
            held.Dispose();
        }
    }

    /// <summary>Of several imports of one archive, one downloads it; and no collection deletes it meanwhile.</summary>
    private async Task LockAsync(string place, CancellationToken cancellationToken)
    {
        if (!_locks.ContainsKey(place))
        {
            _locks[place] = await FileLock.AcquireAsync(
                place + ".lock", "download", LongestWait, holder => observer?.Waiting(holder?.ToString() ?? "another process"), deleteOnRelease: true, cancellationToken);
        }
    }

    private static async Task CheckAsync(string path, RecipeLayer layer, CancellationToken cancellationToken)
    {
        if (!Path.Exists(path))
        {
            throw new OcxException(StoreErrors.InputOutput, $"There is no {path}.", layer.Location, "Correct the path in the recipe.", exit: ExitCode.NotFound);
        }

        if (layer.Sha256 is not { } expected)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new OcxException(StoreErrors.InputOutput, $"{path} is a directory, and has no SHA-256.", layer.Location, "Leave out 'sha256', or name an archive.");
        }

        try
        {
            await using var file = File.OpenRead(path);
            var digest = Digest.FromHash(await SHA256.HashDataAsync(file, cancellationToken));
            if (digest != expected)
            {
                throw new OcxException(
                    RegistryErrors.DigestMismatch,
                    $"{path} has the SHA-256 {digest.Hex}, and the recipe wants {expected.Hex}.",
                    layer.Location,
                    "Fetch the file again; or, if it is the right one, correct the recipe.");
            }
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    private static string SafeName(Uri address)
    {
        var name = new string([.. Path.GetFileName(address.AbsolutePath).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]);
        return name.Trim('.').Length == 0 ? "download" : name;
    }
}
