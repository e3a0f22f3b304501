using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>An archive that is to be a layer, read once: what it is called by, and that everybody can unpack it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Names">What it holds; null for a compression that this version does not read.</param>
internal sealed record LayerFile(string Path, Descriptor Descriptor, IReadOnlyList<ListedEntry>? Names)
{
    /// <param name="path">Absolute.</param>
    /// <param name="names">Of the systems that the package is for.</param>
    /// <exception cref="OcxException">OCX3001 to OCX3005, OCX3011: with the archive's path.</exception>
    public static async Task<LayerFile> ReadAsync(string path, string mediaType, NameRules names, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
            RequireBearable(path, file.Length);
            await using var hashing = new HashingReader(file);
            IReadOnlyList<ListedEntry>? entries = null;
            if (mediaType == MediaTypes.LayerTarZstd)
            {
                await hashing.CopyToAsync(Stream.Null, cancellationToken);
            }
            else
            {
                entries = await LayerListing.ReadAsync(hashing, mediaType, ExtractionLimits.ForCompressedSize(file.Length), names, cancellationToken);
            }

            return new(path, new(mediaType, hashing.Finish(), hashing.BytesRead), entries);
        }
        catch (Exception exception) when (NamedFile.IsMissing(exception))
        {
            throw NamedFile.Missing(path, "archive", exception, "Correct the path, or make the archive with `ocx package create`.");
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
        catch (OcxException failure) when (failure.Location is null)
        {
            throw new OcxException(failure.Code, failure.Message, new SourceLocation(path), "Correct the archive, or make it anew with `ocx package create`.", failure);
        }
    }

    private static void RequireBearable(string path, long size)
    {
        if (size > BlobLimit.MaximumSize)
        {
            throw new OcxException(
                StoreErrors.ArchiveBomb,
                $"The archive has {size} bytes; a layer has at most {BlobLimit.MaximumSize} (8 GiB).",
                new SourceLocation(path),
                "Divide it into several layers.");
        }
    }
}
