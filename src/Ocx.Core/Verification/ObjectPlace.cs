using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Verification;

/// <summary>What the path of an object says: its store, its registry's directory, the first half of its digest.</summary>
internal static class ObjectPlace
{
    public static string RegistryDirectory(string path) => Path.GetFullPath("../../..", path);

    public static string RegistrySlug(string path) => Path.GetFileName(RegistryDirectory(path));

    public static string Algorithm(string path) => Path.GetFileName(Path.GetFullPath("../..", path));

    /// <summary>32 hex digits.</summary>
    public static string Digits(string path) => Path.GetFileName(Path.GetDirectoryName(path))! + Path.GetFileName(path);

    /// <summary>Whether the object at the path can have this digest.</summary>
    public static bool Fits(string path, Digest digest) => ContentShard.Below(RegistryDirectory(path), digest) == path;

    /// <summary>The object of another store (<c>layers</c>, <c>blobs</c>) for the same registry.</summary>
    public static string Sibling(string path, string store, Digest digest)
    {
        var registry = RegistryDirectory(path);
        return ContentShard.Below(Path.Combine(Path.GetFullPath("../..", registry), store, Path.GetFileName(registry)), digest);
    }

    /// <summary>Whether two paths name the same place; a store can be reached over several.</summary>
    public static bool Same(string one, string other) => one == other || CanonicalPath.Of(one) == CanonicalPath.Of(other);

    /// <summary>As <see cref="Same"/>, of links, which are not followed themselves.</summary>
    public static bool SameName(string one, string other) =>
        Path.GetFileName(one) == Path.GetFileName(other) && Same(Path.GetDirectoryName(one) ?? "", Path.GetDirectoryName(other) ?? "");
}
