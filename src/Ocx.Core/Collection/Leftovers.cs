using System.IO.Enumeration;
using Ocx.Core.Files;
using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>What interrupted programs left: in <c>temp/</c>, and unfinished files beside the finished ones.</summary>
internal sealed class Leftovers(OcxStore store, FailureLog failures)
{
    private const string LockExtension = ".lock";

    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);
    private static readonly string[] Directories = ["blobs", "packages", "projects", "symlinks", "tags"];

    /// <summary>Paths that nobody works on.</summary>
    public IReadOnlyList<string> Find()
    {
        var found = new List<string>();
        foreach (var path in Staged())
        {
            failures.Try(path, "look at", () =>
            {
                if (!FileLock.IsHeld(path + LockExtension))
                {
                    found.Add(Path.Exists(path) ? path : path + LockExtension);
                }
            });
        }

        return [.. found, .. Unfinished()];
    }

    /// <returns>What is gone.</returns>
    public IReadOnlyList<string> Delete()
    {
        var gone = new List<string>();
        foreach (var path in Staged())
        {
            failures.Try(path, "delete", () =>
            {
                var wasThere = Path.Exists(path);
                using var held = FileLock.TryAcquire(path + LockExtension, "deleting what was left behind", deleteOnRelease: true);
                if (held is not null)
                {
                    DeleteAny(path);
                    gone.Add(wasThere ? path : path + LockExtension);
                }
            });
        }

        foreach (var path in Unfinished())
        {
            if (failures.Try(path, "delete", () => DeleteAny(path)))
            {
                gone.Add(path);
            }
        }

        foreach (var legacy in (IEnumerable<string>)["projects.json", ".projects.lock"])
        {
            var path = Path.Combine(store.Home, legacy);
            failures.Try(path, "delete", () => File.Delete(path));
        }

        return gone;
    }

    /// <summary>What <c>temp/</c> and the directory of tests in it hold, without the locks that belong to it.</summary>
    private IEnumerable<string> Staged() => [.. Staged(store.TemporaryDirectory).Where(path => path != store.TestsDirectory), .. Staged(store.TestsDirectory)];

    private IReadOnlyList<string> Staged(string directory)
    {
        IReadOnlyList<string> paths = [];
        failures.Try(directory, "read", () => paths = !Directory.Exists(directory)
            ? []
            : [.. Directory.EnumerateFileSystemEntries(directory)
                .Select(path => path.EndsWith(LockExtension, StringComparison.Ordinal) ? path[..^LockExtension.Length] : path)
                .Distinct()
                .Order(StringComparer.Ordinal)]);
        return paths;
    }

    private List<string> Unfinished()
    {
        var before = DateTimeOffset.UtcNow - UnfinishedFor;
        var found = new List<string>();
        foreach (var directory in Directories.Select(name => Path.Combine(store.Home, name)).Where(Directory.Exists))
        {
            failures.Try(directory, "read", () => found.AddRange(new FileSystemEnumerable<string>(
                directory,
                (ref FileSystemEntry entry) => entry.ToFullPath(),
                new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = true, IgnoreInaccessible = false })
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    entry.FileName.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal) && entry.LastWriteTimeUtc < before,

                // What a package holds is its publisher's, whatever it is called.
                ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                    (entry.Attributes & FileAttributes.ReparsePoint) == 0 && entry.FileName is not ("content" or "entrypoints"),
            }));
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static void DeleteAny(string path)
    {
        // Links first: DirectoryRemoval takes one that leads to no directory for gone.
        if (SymbolicLink.Delete(path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            DirectoryRemoval.Delete(path);
        }
        else
        {
            File.Delete(path);
        }
    }
}
