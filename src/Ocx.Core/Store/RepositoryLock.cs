using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>
/// The right to change the links of one repository. Its directory appears with the first link and goes with the last: empty directories
/// are removed by the holder, or by an rmdir that fails when somebody has put something there; who finds a directory gone makes it again.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    /// <summary>Made and removed only by who holds the lock.</summary>
    public const string Candidates = "candidates";

    /// <summary>Other implementations take it too, for <c>current</c>; so it stays as long as there are links.</summary>
    private const string FileName = ".select.lock";

    private const int MaximumAttempts = 100;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<string> _directories;
    private readonly FileLock _held;

    private RepositoryLock(IReadOnlyList<string> directories, FileLock held)
    {
        _directories = directories;
        _held = held;
    }

    private string RepositoryDirectory => _directories[^1];

    /// <param name="registry">Absolute path of the registry's directory.</param>
    /// <param name="repository">The repository's path below it.</param>
    public static async Task<RepositoryLock> AcquireAsync(
        string registry, IReadOnlyList<string> repository, string purpose, Action<string>? onWaiting, CancellationToken cancellationToken)
    {
        var directories = new List<string> { registry };
        foreach (var segment in repository)
        {
            directories.Add(Path.Combine(directories[^1], segment));
            RefuseLink(directories[^1]);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                FileFailure.Guard(directories[^1], "create", () => Directory.CreateDirectory(directories[^1]));
                return new(directories, await FileLock.AcquireAsync(
                    Path.Combine(directories[^1], FileName),
                    purpose,
                    Wait,
                    holder => onWaiting?.Invoke(holder?.ToString() ?? "another process"),
                    cancellationToken: cancellationToken));
            }
            catch (OcxException failure)
                when (failure.InnerException is DirectoryNotFoundException or FileNotFoundException && attempt < MaximumAttempts)
            {
                // The repository's last link has just been removed, and its directory with it; which of them .NET misses, it finds out too late.
            }
        }
    }

    public void Dispose()
    {
        var unused = false;
        try
        {
            TryRemove(Path.Combine(RepositoryDirectory, Candidates));
            unused = Directory.EnumerateFileSystemEntries(RepositoryDirectory).All(entry => Path.GetFileName(entry) == FileName);
            if (unused)
            {
                // While the lock is held, so that the name is never somebody else's.
                File.Delete(Path.Combine(RepositoryDirectory, FileName));
            }
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            // An empty directory that stays is in nobody's way.
        }
        finally
        {
            _held.Dispose();
        }

        for (var i = _directories.Count - 1; unused && i >= 0; i--)
        {
            unused = TryRemove(_directories[i]);
        }
    }

    /// <summary>Repositories nest, and so a link of one can be where another has its directory; what lies behind it is a package.</summary>
    private static void RefuseLink(string path)
    {
        if (SymbolicLink.Target(path) is not null)
        {
            throw new OcxException(
                StoreErrors.InputOutput,
                $"'{path}' is an install link of another repository, so there can be no links below it.",
                nextStep: "Remove that link with `ocx uninstall` or `ocx deselect`, if this one is wanted more.");
        }
    }

    /// <returns>False if it is not empty, or is no directory of its own.</returns>
    private static bool TryRemove(string directory)
    {
        try
        {
            if (SymbolicLink.Target(directory) is not null)
            {
                return false;
            }

            Directory.Delete(directory);
            return true;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            return false;
        }
    }
}
