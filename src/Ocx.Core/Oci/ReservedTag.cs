using System.Text.RegularExpressions;

namespace Ocx.Core.Oci;

/// <summary>Tags that name no version of a package but what belongs to one: descriptions, patches, manifests kept alive, signatures (contract: package, 1.5).</summary>
public static partial class ReservedTag
{
    private const string Prefix = "__ocx";

    /// <summary>The tag that keeps a manifest alive by its own digest (contract: package, 1.5).</summary>
    public static string OfDigest(Digest digest) => $"{digest.Algorithm}.{digest.Hex}";

    public static bool Is(string tag) => tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || DigestPattern().IsMatch(tag);

    /// <remarks>A tag for referrers has at most 64 characters of the hash, and so is shorter than a digest of the longer algorithms.</remarks>
    [GeneratedRegex(
        @"^(sha256\.[0-9a-fA-F]{64}|sha384\.[0-9a-fA-F]{96}|sha512\.[0-9a-fA-F]{128}|sha((256|384|512)-[0-9a-fA-F]{64}|384-[0-9a-fA-F]{96}|512-[0-9a-fA-F]{128})(\.(sig|att))?)\z")]
    private static partial Regex DigestPattern();
}
