using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>The private directory of one object in the making. Disposing removes what was not published and lets the next asker in.</summary>
public sealed class StagingDirectory(string path, FileLock held) : IDisposable
{
    /// <summary>Absolute; does not exist yet.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Puts the finished directory in its place by one rename. Whoever publishes has seen, under the lock, that no complete object is
    /// there; remains of one give way.
    /// </summary>
    public void Publish(string destination)
    {
        var parent = System.IO.Path.GetDirectoryName(destination)!;
        FileFailure.Guard(parent, "create", () => Directory.CreateDirectory(parent));
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
