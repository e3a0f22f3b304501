using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>
/// Where a digest lives below a store's directory: registry, algorithm, two hex digits, the next thirty. The full digest stands in the
/// file <c>digest</c> beside the content.
/// </summary>
public static class ContentShard
{
    private const int Length = 32;

    public static string PathOf(string storeDirectory, string registry, Digest digest) =>
        Below(Path.Combine(storeDirectory, RegistrySlug.Of(registry)), digest);

    public static string Below(string registryDirectory, Digest digest) =>
        Path.Combine(registryDirectory, digest.Algorithm, digest.Hex[..2], digest.Hex[2..Length]);

    /// <summary>The name of a link under <c>refs/</c>.</summary>
    public static string ReferenceName(Digest digest) => $"{digest.Algorithm}_{digest.Hex[..Length]}";
}
