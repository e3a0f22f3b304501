using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>
/// What this process relies on, so that garbage collection beside it leaves that alone. Objects are held first and looked for then: one
/// that is there after it was held stays there. Made when first used; safe for use from several threads.
/// </summary>
public sealed class StoreLease(StoreLeases leases, string home, IEngineObserver? observer) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private FileLock? _file;
    private bool _unavailable;

    /// <summary>The open file that keeps the lease alive, for a program that takes this process's place; null if nothing is held.</summary>
    public SafeFileHandle? Handle => _file?.Handle;

    /// <summary>The file; null if nothing is held.</summary>
    internal string? Path => _file?.Path;

    /// <summary>
    /// Holds objects until this is disposed. A store that cannot be written to stays usable, without protection: who may not write there
    /// does not install there, and its owner sees what is collected.
    /// </summary>
    /// <param name="objects">Absolute paths of packages, layers and blobs, present or not.</param>
    /// <exception cref="OcxException"><see cref="StoreErrors.LockTimeout"/>: garbage collection does not come to an end.</exception>
    public async Task HoldAsync(IEnumerable<string> objects, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var added = objects.Where(path => !_held.Contains(path)).Distinct(StringComparer.Ordinal).ToList();
            if (added.Count > 0 && !_unavailable)
            {
                using var entered = await leases.EnterAsync(holder => observer?.Waiting(holder), cancellationToken);
                _file ??= leases.Create();
                _file.Append(string.Concat(added.Select(path => System.IO.Path.GetRelativePath(home, path) + "\n")));
                _held.UnionWith(added);
            }
        }
        catch (OcxException exception) when (exception.Code != StoreErrors.LockTimeout)
        {
            _unavailable = true;
            if (exception.Code != StoreErrors.PermissionDenied)
            {
                observer?.Warn($"`ocx clean` cannot be told what is in use, and must not run beside this: {exception.Message}");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _file?.Dispose();
}
