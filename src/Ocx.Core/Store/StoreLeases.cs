using System.Security.Cryptography;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>
/// <c>leases/</c>: a file for each process that uses the store, locked for as long as that lives, with what it relies on. One more lock,
/// <c>.collect</c>, keeps the writing of leases and the choice of what to delete apart: garbage collection holds it alone.
/// </summary>
public sealed class StoreLeases(string directory, string home)
{
    private const string Purpose = "using the store";
    private const int ManyLeases = 32;

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    public string Directory { get; } = directory;

    private string CollectionLock => Path.Combine(Directory, ".collect");

    /// <summary>For those who add to a lease.</summary>
    public Task<FileLock> EnterAsync(Action<string>? onWaiting, CancellationToken cancellationToken)
    {
        FileFailure.Guard(Directory, "create", () => System.IO.Directory.CreateDirectory(Directory));
        return FileLock.AcquireSharedAsync(
            CollectionLock, Wait, holder => onWaiting?.Invoke(holder?.ToString() ?? "another process"), cancellationToken);
    }

    /// <summary>For whoever deletes: until it is released, no process begins to rely on anything.</summary>
    public Task<FileLock> EnterAloneAsync(string purpose, Action<string>? onWaiting, CancellationToken cancellationToken)
    {
        FileFailure.Guard(Directory, "create", () => System.IO.Directory.CreateDirectory(Directory));
        return FileLock.AcquireAsync(
            CollectionLock,
            purpose,
            Wait,
            // Those who share the lock write nothing into it: what stands there is then of a collection that died.
            holder => onWaiting?.Invoke(holder is not null && FileLock.IsHeld(CollectionLock) ? holder.ToString() : Users()),
            cancellationToken: cancellationToken);
    }

    /// <summary>Makes the file of a new lease. The caller has entered.</summary>
    /// <returns>The lock on it; the file goes with it.</returns>
    public FileLock Create()
    {
        if (Files().Count > ManyLeases)
        {
            DeleteDead();
        }

        while (true)
        {
            var path = Path.Combine(Directory, $"{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
            if (FileLock.TryAcquire(path, Purpose, deleteOnRelease: true) is { } created)
            {
                return created;
            }
        }
    }

    /// <summary>The leases of processes that live.</summary>
    /// <param name="except">A file to leave out.</param>
    /// <exception cref="OcxException">A lease cannot be read, so nobody knows what is in use.</exception>
    public IReadOnlyList<LiveLease> ReadLive(string? except = null)
    {
        var live = new List<LiveLease>();
        foreach (var path in Files().Where(path => path != except && FileLock.IsHeld(path)))
        {
            try
            {
                var lines = SharedFile.ReadAllLines(path);
                live.Add(new(lines.Count > 0 ? LockHolder.Parse(lines[0]) : null, [.. lines.Skip(1).Select(line => Path.GetFullPath(line, home))]));
            }
            catch (FileNotFoundException)
            {
                // Its process has ended since.
            }
            catch (Exception exception) when (FileFailure.Is(exception))
            {
                throw FileFailure.From(exception, path, "read");
            }
        }

        return live;
    }

    /// <summary>Deletes what processes left behind that ended without a word, or became another program that has ended.</summary>
    public void DeleteDead()
    {
        foreach (var path in Files())
        {
            try
            {
                FileLock.TryAcquire(path, Purpose, deleteOnRelease: true)?.Dispose();
            }
            catch (OcxException)
            {
                // Perhaps another user's. It keeps nothing alive and is in nobody's way.
            }
        }
    }

    private string Users()
    {
        var holders = Files().Where(FileLock.IsHeld).Select(LockHolder.Read).OfType<LockHolder>().ToList();
        return holders.Count > 0 ? string.Join(", ", holders) : "another process";
    }

    private IReadOnlyList<string> Files()
    {
        IReadOnlyList<string> files = [];
        FileFailure.Guard(Directory, "read", () => files = !System.IO.Directory.Exists(Directory)
            ? []
            : [.. System.IO.Directory.EnumerateFiles(Directory).Where(path => !Path.GetFileName(path).StartsWith('.'))]);
        return files;
    }
}
