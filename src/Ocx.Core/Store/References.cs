using System.Security.Cryptography;
using System.Text;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>The links under <c>refs/</c>, from which garbage collection knows what is needed.</summary>
public static class References
{
    /// <param name="target">Absolute path of a package's or layer's content, or of a blob's data.</param>
    public static void AddForward(PackageDirectory package, ReferenceKind kind, Digest digest, string target)
    {
        var directory = package.References(kind);
        var link = Path.Combine(directory, ContentShard.ReferenceName(digest));
        if (SymbolicLink.Target(link) == target)
        {
            // A store that nobody may write to is still good to use.
            return;
        }

        FileFailure.Guard(directory, "create", () => Directory.CreateDirectory(directory));
        SymbolicLink.Replace(link, target);
    }

    /// <summary>Notes on the package that an install symlink points to it.</summary>
    public static void AddBackward(PackageDirectory package, string link)
    {
        var directory = package.References(ReferenceKind.Symlinks);
        FileFailure.Guard(directory, "create", () => Directory.CreateDirectory(directory));
        SymbolicLink.Replace(Path.Combine(directory, BackwardName(link)), link);
    }

    public static void RemoveBackward(PackageDirectory package, string link)
    {
        var path = Path.Combine(package.References(ReferenceKind.Symlinks), BackwardName(link));
        FileFailure.Guard(path, "delete", () => File.Delete(path));
    }

    /// <param name="link">Absolute path of the install symlink.</param>
    internal static string BackwardName(string link) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link)))[..16];
}
