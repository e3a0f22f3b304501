using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>The private directory of one object in the making. Disposing removes what was not published and lets the next asker in.</summary>
public sealed class StagingDirectory(string path, FileLock held) : IDisposable
{
    /// <summary>Absolute; does not exist yet.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Flushes the finished directory to the disk and puts it in its place by one rename, so that it is complete wherever it is seen, also after a power
    /// failure. Whoever publishes has seen, under the lock, that no complete object is there; remains of one give way.
    /// </summary>
    /// <param name="flushed">A name in the directory whose files are on the disk already: links to those of a published layer.</param>
    public void Publish(string destination, string? flushed = null)
    {
        var parent = System.IO.Path.GetDirectoryName(destination)!;
        FileFailure.Guard(parent, "create", () => Directory.CreateDirectory(parent));
        DirectoryFlush.FlushTree(Path, flushed);
        if (!DirectoryMove.TryPublish(Path, destination))
        {
            DirectoryRemoval.Delete(destination);
            DirectoryMove.TryPublish(Path, destination);
        }
    }

    /// <summary>Puts the finished directory in the place of one that is damaged; that is deleted when this is disposed.</summary>
    public void Replace(string destination)
    {
        if (Directory.Exists(destination) && SymbolicLink.Target(destination) is null)
        {
            DirectoryFlush.FlushTree(Path);
            DirectoryExchange.Exchange(Path, destination);
            return;
        }

        if (!SymbolicLink.Delete(destination) && File.Exists(destination))
        {
            FileFailure.Guard(destination, "delete", () => File.Delete(destination));
        }

        Publish(destination);
    }

    public void Dispose()
    {
        try
        {
            DirectoryRemoval.Delete(Path);
        }
        finally
        {
            held.Dispose();
        }
    }
}
