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

    /// <summary>What the forward links of a package name: absolute paths of objects, which need not exist nor lie in the store.</summary>
    public static IEnumerable<string> ReadForward(PackageDirectory package, ReferenceKind kind) =>
        Read(package.References(kind)).Select(forward => Path.GetDirectoryName(forward.Target)).OfType<string>(); // The links name an object's content or data.

    /// <summary>The install symlinks that point to the package, as far as they still exist.</summary>
    public static IEnumerable<string> ReadBackward(PackageDirectory package) =>
        Read(package.References(ReferenceKind.Symlinks)).Select(back => back.Target).Where(link => SymbolicLink.Target(link) is not null);

    /// <summary>The links of one kind, with the absolute paths that they say, whatever is there.</summary>
    internal static IEnumerable<(string Link, string Target)> ReadLinks(PackageDirectory package, ReferenceKind kind) => Read(package.References(kind));

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

    /// <summary>
    /// Takes the references to documents along that only whoever resolved the package knew, as far as those are there.
    /// </summary>
    public static void CarryDocuments(PackageDirectory from, PackageDirectory to)
    {
        var directory = to.References(ReferenceKind.Blobs);
        FileFailure.Guard(from.References(ReferenceKind.Blobs), "read", () =>
        {
            foreach (var (link, target) in Read(from.References(ReferenceKind.Blobs)))
            {
                var carried = Path.Combine(directory, Path.GetFileName(link));
                if (SymbolicLink.Target(carried) is null && File.Exists(target))
                {
                    SymbolicLink.Replace(carried, target, toDirectory: false);
                }
            }
        });
    }

    private static string BackwardPath(PackageDirectory package, string link) =>
        Path.Combine(package.References(ReferenceKind.Symlinks), BackwardName(link));

    /// <param name="link">Absolute path of the install symlink.</param>
    internal static string BackwardName(string link) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link)))[..16];

    /// <summary>What the links in a directory say, as absolute paths; foreign ones may be relative to themselves.</summary>
    private static IEnumerable<(string Link, string Target)> Read(string directory)
    {
        if (!Has(directory))
        {
            yield break;
        }

        foreach (var link in Directory.EnumerateFileSystemEntries(directory))
        {
            if (!Path.GetFileName(link).StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal) && SymbolicLink.Target(link) is { } target)
            {
                yield return (link, Path.GetFullPath(target, directory));
            }
        }
    }

    /// <summary>Whether there is such a directory. One that cannot be looked at must not count as missing: what it names would be deleted.</summary>
    private static bool Has(string directory)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(directory)!).Contains(directory);
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }
}
