using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>Documents by digest, verbatim. What does not match its digest is not there. What is read or written is held.</summary>
public sealed class BlobStore(string directory, StoreLease lease)
{
    /// <summary>The path of a document's bytes.</summary>
    public string PathOf(string registry, Digest digest) => Path.Combine(ContentShard.PathOf(directory, registry, digest), "data");

    /// <summary>Null when it is absent, empty or damaged.</summary>
    public async Task<byte[]?> TryReadAsync(string registry, Digest digest, CancellationToken cancellationToken)
    {
        var path = PathOf(registry, digest);
        await lease.HoldAsync([Path.GetDirectoryName(path)!], cancellationToken);
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > ImageManifest.MaximumSize)
            {
                return null;
            }

            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            return digest.Matches(content) ? content : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    /// <param name="content">Verified by the caller.</param>
    public async Task WriteAsync(string registry, Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(registry, digest);
        await lease.HoldAsync([Path.GetDirectoryName(path)!], cancellationToken);
        FileFailure.Guard(path, "write", () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        // Not durable: whoever reads it checks the digest, and what a power failure spoilt is fetched again.
        AtomicFile.Write(path, content.Span, durable: false);
    }
}
