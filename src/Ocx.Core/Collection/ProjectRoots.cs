using Ocx.Core.Diagnostics;
using Ocx.Core.Projects;
using Ocx.Core.Store;

namespace Ocx.Core.Collection;

/// <summary>The packages that the locks of the ledger's projects name, for every platform, and those of the store's own project.</summary>
internal sealed class ProjectRoots(OcxStore store, StoreObjects objects, FailureLog failures, IEngineObserver? observer)
{
    private readonly List<Root> _roots = [];

    /// <summary>Files that say what is needed, and cannot be read.</summary>
    public List<string> Unreadable { get; } = [];

    /// <param name="prune">Remove the entries of projects that are gone.</param>
    public IReadOnlyList<Root> Read(bool prune)
    {
        IReadOnlyList<string> entries = [];
        if (!failures.Try(store.Projects.Directory, "read", () => entries = store.Projects.Entries()))
        {
            Unreadable.Add(store.Projects.Directory);
        }

        foreach (var path in entries)
        {
            var entry = LedgerEntry.Probe(path);
            if (entry.Verdict != ProjectVerdict.Dead)
            {
                ReadLock(entry.Project ?? path);
            }
            else if (prune && LedgerEntry.Probe(path).Verdict == ProjectVerdict.Dead)
            {
                failures.Try(path, "delete", () => Remove(path));
            }
        }

        if (File.Exists(Path.Combine(store.Home, LockFile.FileName)))
        {
            ReadLock(store.Home);
        }

        return _roots;
    }

    private void ReadLock(string project)
    {
        var files = ProjectFiles.Of(Path.Combine(project, ProjectFile.FileName));
        try
        {
            var lockFile = files.ReadLock();
            foreach (var tool in lockFile.Tools)
            {
                foreach (var platform in tool.Platforms)
                {
                    if (objects.Find(store.PackagePath(tool.Repository.Registry, platform.Digest)) is { } package)
                    {
                        _roots.Add(new(package, new(KeptReason.Project, project)));
                    }
                }
            }
        }
        catch (OcxException failure)
        {
            Unreadable.Add(files.LockPath);
            observer?.Warn($"Nothing but temporary files is deleted, because the lock of the project {project} cannot be read: {failure.Message}");
        }
    }

    private static void Remove(string entry)
    {
        if (File.GetAttributes(entry).HasFlag(FileAttributes.Directory) && OperatingSystem.IsWindows())
        {
            Directory.Delete(entry);
        }
        else
        {
            File.Delete(entry);
        }
    }
}
