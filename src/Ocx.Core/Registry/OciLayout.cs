using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>
/// The files of an OCI image layout. Readers take no lock: files appear and change by a rename. Whoever writes the index holds the lock file.
/// </summary>
internal sealed class OciLayout(string root, TimeSpan lockTimeout)
{
    /// <summary>Nobody writes at one file for so long.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    private readonly string _indexPath = Path.Combine(root, "index.json");

    /// <summary>The last part of the path.</summary>
    public string DirectoryName { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(root));

    public string BlobPath(Digest digest) => Path.Combine(root, "blobs", digest.Algorithm, digest.Hex);

    /// <summary>Null when there is none.</summary>
    public Stream? OpenBlob(Digest digest) => Open(BlobPath(digest));

    /// <exception cref="OcxException">OCX2008: the file is not an index.</exception>
    public async Task<ImageIndex> ReadIndexAsync(CancellationToken cancellationToken)
    {
        await using var stream = Open(_indexPath);
        if (stream is null)
        {
            return new ImageIndex(2, MediaTypes.ImageIndex, []);
        }

        try
        {
            return ImageIndex.Parse(await BoundedDocument.ReadAsync(stream, _indexPath, cancellationToken), _indexPath);
        }
        catch (OcxException exception) when (exception.Code == RegistryErrors.ManifestInvalid)
        {
            throw new OcxException(
                RegistryErrors.ManifestInvalid,
                exception.Message,
                nextStep: $"Run again if another tool is just writing to {root}. Otherwise put back the file from a copy, or delete it and push the packages again.",
                innerException: exception);
        }
    }

    /// <param name="change">Gives the new index, or the one it got if that is right already; null refuses.</param>
    /// <returns>False when the change was refused.</returns>
    public async Task<bool> ChangeIndexAsync(Func<ImageIndex, ImageIndex?> change, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        using var held = await FileLock.AcquireAsync(
            Path.Combine(root, ".lock"), $"writing to the registry {root}", lockTimeout, cancellationToken: cancellationToken);
        DeleteLeftovers();
        var layoutPath = Path.Combine(root, "oci-layout");
        if (!File.Exists(layoutPath))
        {
            AtomicFile.Write(layoutPath, "{\"imageLayoutVersion\":\"1.0.0\"}"u8);
        }

        var index = await ReadIndexAsync(cancellationToken);
        if (change(index) is not { } changed)
        {
            return false;
        }

        if (!ReferenceEquals(changed, index) || !File.Exists(_indexPath))
        {
            AtomicFile.Write(_indexPath, changed.ToBytes());
        }

        return true;
    }

    /// <summary>Writes a blob that is not there yet.</summary>
    /// <param name="content">Fails when it is not what the digest says.</param>
    public async Task WriteBlobAsync(VerifiedBlobStream content, Digest digest, CancellationToken cancellationToken)
    {
        if (!File.Exists(_indexPath))
        {
            // A layout without an index is none to other tools.
            await ChangeIndexAsync(index => index, cancellationToken);
        }

        var path = BlobPath(digest);
        var directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, $"{AtomicFile.TemporaryPrefix}{Guid.NewGuid():N}");
        try
        {
            await using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 }))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            WindowsRetry.Run(() => File.Move(temporary, path, overwrite: true));
            DirectoryFlush.Flush(directory);
        }
        finally
        {
            // Gone already, unless something failed.
            File.Delete(temporary);
        }
    }

    /// <summary>What kind of manifest or index a document is, by its own account; null when it is none.</summary>
    public static string? MediaTypeOf(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var manifest = document.RootElement;
            return manifest.TryGetProperty("mediaType", out var type) ? type.GetString()
                : manifest.TryGetProperty("manifests", out _) ? MediaTypes.ImageIndex
                : manifest.TryGetProperty("layers", out _) ? MediaTypes.ImageManifest
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What writers that were ended have left. That it cannot be deleted is no reason not to write.</summary>
    private void DeleteLeftovers()
    {
        var before = DateTime.UtcNow - LongestWrite;
        try
        {
            var blobs = Path.Combine(root, "blobs");
            string[] directories = [root, .. Directory.Exists(blobs) ? Directory.GetDirectories(blobs) : []];
            foreach (var path in directories.SelectMany(directory => Directory.EnumerateFiles(directory, $"{AtomicFile.TemporaryPrefix}*")))
            {
                if (File.GetLastWriteTimeUtc(path) < before)
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            // The next writer tries again.
        }
    }

    private static FileStream? Open(string path)
    {
        try
        {
            RequirePlainFile(path);
            return new FileStream(path, new FileStreamOptions
            {
                // Delete: Windows lets a file be replaced under its readers only if they agree.
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
            });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Links are followed, as layouts made of links exist; but to open a pipe would be to wait for its writer.</summary>
    private static void RequirePlainFile(string path)
    {
        if (!OperatingSystem.IsWindows()
            && UnixFileStatus.Of(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) is { IsRegularFile: false })
        {
            throw new IOException($"{path} is not a plain file");
        }
    }
}
