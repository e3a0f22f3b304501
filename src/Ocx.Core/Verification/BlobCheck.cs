using System.Security.Cryptography;
using Ocx.Core.Oci;

namespace Ocx.Core.Verification;

/// <summary>Compares a document with the digest that its path says.</summary>
internal sealed class BlobCheck(FileHasher hasher)
{
    public static string DataOf(string blob) => Path.Combine(blob, "data");

    /// <summary>A document that is absent, or empty, was perhaps never written: only whoever refers to it can tell that it is missing.</summary>
    public FindingList Check(string blob)
    {
        var found = new FindingList();
        var data = DataOf(blob);
        if (TreeEntry.Of(data) is not null and not { Kind: Files.FileKind.File, Length: 0 })
        {
            found.Try(FindingKind.Blob, blob, "data", () =>
            {
                var content = ObjectFile.Read(data, ImageManifest.MaximumSize);
                hasher.Count(content.Length);
                if (!Matches(blob, content))
                {
                    throw new InvalidDataException("its content does not match its digest");
                }
            });
        }

        return found;
    }

    /// <summary>Whether the document is there and undamaged.</summary>
    public static bool IsSound(string blob) => TryRead(blob) is not null;

    /// <summary>Null where the document is absent or damaged.</summary>
    public static byte[]? TryRead(string blob)
    {
        try
        {
            var content = ObjectFile.Read(DataOf(blob), ImageManifest.MaximumSize);
            return content.Length > 0 && Matches(blob, content) ? content : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    private static bool Matches(string blob, byte[] content)
    {
        byte[] hash = ObjectPlace.Algorithm(blob) switch
        {
            "sha384" => SHA384.HashData(content),
            "sha512" => SHA512.HashData(content),
            _ => SHA256.HashData(content),
        };
        return Convert.ToHexStringLower(hash).StartsWith(ObjectPlace.Digits(blob), StringComparison.Ordinal);
    }
}
