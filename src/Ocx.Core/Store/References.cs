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
        SymbolicLink.Replace(link, target, toDirectory: kind != ReferenceKind.Blobs);
    }

    /// <summary>Notes on the package that an install symlink points to it.</summary>
    public static void AddBackward(PackageDirectory package, string link)
    {
        if (HasBackward(package, link))
        {
            return;
        }

        var directory = package.References(ReferenceKind.Symlinks);
        FileFailure.Guard(directory, "create", () => Directory.CreateDirectory(directory));
        SymbolicLink.Replace(BackwardPath(package, link), link, toDirectory: true);
    }

    public static bool HasBackward(PackageDirectory package, string link) => SymbolicLink.Target(BackwardPath(package, link)) == link;

    /// <summary>Nothing is done where there is no such reference: the package may be gone.</summary>
    public static void RemoveBackward(PackageDirectory package, string link)
    {
        if (HasBackward(package, link))
        {
            SymbolicLink.Delete(BackwardPath(package, link));
        }
    }

    /// <summary>Takes the back references of a package that is made anew along: the links that point to it stay.</summary>
    public static void CarryBackward(PackageDirectory from, PackageDirectory to)
    {
        var directory = from.References(ReferenceKind.Symlinks);
        FileFailure.Guard(directory, "read", () =>
        {
            var references = Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory) : [];
            foreach (var link in references.Select(SymbolicLink.Target).OfType<string>())
            {
                AddBackward(to, link);
            }
        });
    }

    private static string BackwardPath(PackageDirectory package, string link) =>
        Path.Combine(package.References(ReferenceKind.Symlinks), BackwardName(link));

    /// <param name="link">Absolute path of the install symlink.</param>
    internal static string BackwardName(string link) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link)))[..16];
}
