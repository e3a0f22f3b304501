using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>
/// A lock between processes, and between tasks of one process: an open file that the operating system lets one holder have, or several who
/// share it. It ends with <see cref="Dispose"/> or with the process, however that dies.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int FirstDelayMilliseconds = 10;
    private const int LongestDelayMilliseconds = 200;

    private readonly FileStream _stream;
    private readonly bool _deleteOnRelease;

    private FileLock(FileStream stream, bool deleteOnRelease)
    {
        _stream = stream;
        _deleteOnRelease = deleteOnRelease;
    }

    /// <summary>The open file that is the lock.</summary>
    internal SafeFileHandle Handle => _stream.SafeFileHandle;

    internal string Path => _stream.Name;

    /// <summary>Takes the lock if nobody has it; null if somebody has. The file's directory must exist.</summary>
    /// <param name="purpose">What the lock is held for, as a waiter will read it: "installing cmake:4.1".</param>
    /// <param name="deleteOnRelease">Whether the file goes with the lock.</param>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static FileLock? TryAcquire(string path, string purpose, bool deleteOnRelease = false)
    {
        try
        {
            while (TryOpen(path, deleteOnRelease) is { } stream)
            {
                if (StillNames(path, stream))
                {
                    return Describe(new FileLock(stream, deleteOnRelease), purpose);
                }

                // Its last holder deleted the file between our opening and our locking it: the name is free for another file.
                stream.Dispose();
                if (SymbolicLink.Target(path) is not null)
                {
                    throw new IOException("it is a symbolic link, and what a lock writes must not end up elsewhere");
                }
            }

            return null;
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "lock");
        }
    }

    /// <summary>Takes the lock together with others who share it; null if somebody has it alone. The file's directory must exist.</summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static FileLock? TryAcquireShared(string path)
    {
        try
        {
            // On Unix .NET takes a shared flock for every share but None, on Windows the modes of access and sharing do the same.
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read, bufferSize: 0), deleteOnRelease: false);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "lock");
        }
    }

    /// <summary>Whether somebody has the lock alone; changes nothing. False if there is no such file.</summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static bool IsHeld(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return true;
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "look at the lock");
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="onWaiting">Told once if there is a wait, with the holder if it can be read.</param>
    /// <exception cref="OcxException">
    /// <see cref="StoreErrors.LockTimeout"/>, <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.
    /// </exception>
    public static Task<FileLock> AcquireAsync(
        string path,
        string purpose,
        TimeSpan timeout,
        Action<LockHolder?>? onWaiting = null,
        bool deleteOnRelease = false,
        CancellationToken cancellationToken = default) =>
        WaitAsync(path, () => TryAcquire(path, purpose, deleteOnRelease), timeout, onWaiting, cancellationToken);

    /// <summary>As <see cref="AcquireAsync"/>, to share it.</summary>
    public static Task<FileLock> AcquireSharedAsync(
        string path, TimeSpan timeout, Action<LockHolder?>? onWaiting = null, CancellationToken cancellationToken = default) =>
        WaitAsync(path, () => TryAcquireShared(path), timeout, onWaiting, cancellationToken);

    /// <summary>Adds to the file, after the line that says who holds it.</summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.InputOutput"/>.</exception>
    internal void Append(string text) => FileFailure.Guard(_stream.Name, "write", () => _stream.Write(Encoding.UTF8.GetBytes(text)));

    public void Dispose()
    {
        using (_stream)
        {
            if (_stream.SafeFileHandle.IsClosed || !_stream.CanWrite)
            {
                return;
            }

            if (!_deleteOnRelease)
            {
                Forget();
            }
            else if (!OperatingSystem.IsWindows())
            {
                // While the lock is held, so that the name is never somebody else's. Windows deletes by the handle.
                TryDelete(_stream.Name);
            }
        }
    }

    private static async Task<FileLock> WaitAsync(
        string path, Func<FileLock?> tryAcquire, TimeSpan timeout, Action<LockHolder?>? onWaiting, CancellationToken cancellationToken)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        var delay = FirstDelayMilliseconds;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (tryAcquire() is { } acquired)
            {
                return acquired;
            }

            onWaiting?.Invoke(LockHolder.Read(path));
            onWaiting = null;
            var left = deadline - Environment.TickCount64;
            if (left <= 0)
            {
                throw TimedOut(path, timeout);
            }

            await Task.Delay((int)Math.Min(delay, left), cancellationToken);
            delay = Math.Min(delay * 2, LongestDelayMilliseconds);
        }
    }

    /// <summary>Null if it is held.</summary>
    private static FileStream? TryOpen(string path, bool deleteOnRelease)
    {
        // On Unix .NET takes an exclusive flock for FileShare.None only; Windows has room for a reader of the holder's name.
        var share = OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.None;
        var options = deleteOnRelease && OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0, options);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && deleteOnRelease && File.Exists(path))
        {
            // Being deleted by its last holder.
            return null;
        }
    }

    /// <summary>A file that stays would name a holder who is gone to those who wait for the next one.</summary>
    private void Forget()
    {
        try
        {
            _stream.SetLength(0);
        }
        catch (IOException)
        {
            // Only information for people.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            // A file that stays behind holds nobody up: the lock is on the open handle.
        }
    }

    /// <summary>Whether opening a file failed because somebody has it locked.</summary>
    internal static bool IsHeld(IOException exception)
    {
        const int wouldBlockLinux = 11;
        const int wouldBlockMac = 35;
        const int sharingViolation = unchecked((int)0x80070020);
        return exception.HResult == (OperatingSystem.IsWindows() ? sharingViolation : OperatingSystem.IsLinux() ? wouldBlockLinux : wouldBlockMac);
    }

    /// <summary>Whether the name is still that of the open file.</summary>
    internal static bool StillNames(string path, FileStream stream) =>
        OperatingSystem.IsWindows() || UnixFileStatus.Of(path)?.Identity == UnixFileStatus.Of(stream.SafeFileHandle)?.Identity;

    private static OcxException TimedOut(string path, TimeSpan timeout)
    {
        var holder = LockHolder.Read(path)?.ToString() ?? "another process";
        return new OcxException(
            StoreErrors.LockTimeout,
            string.Create(CultureInfo.InvariantCulture, $"'{path}' is still locked by {holder} after {timeout.TotalSeconds:0.#} s."),
            nextStep: StoreErrors.LockTimeout.Remedy);
    }

    private static FileLock Describe(FileLock acquired, string purpose)
    {
        try
        {
            acquired._stream.SetLength(0);
            acquired._stream.Write(new LockHolder(Environment.ProcessId, purpose).ToBytes());
            return acquired;
        }
        catch
        {
            acquired.Dispose();
            throw;
        }
    }
}
