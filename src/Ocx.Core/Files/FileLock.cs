using System.Globalization;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>
/// An exclusive lock between processes, and between tasks of one process: an open file that the operating system lets one holder have.
/// It ends with <see cref="Dispose"/> or with the process, however that dies.
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
            }

            return null;
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            throw FileFailure.From(e, path, "lock");
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="onWaiting">Told once if there is a wait, with the holder if it can be read.</param>
    /// <exception cref="OcxException">
    /// <see cref="StoreErrors.LockTimeout"/>, <see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.
    /// </exception>
    public static async Task<FileLock> AcquireAsync(
        string path,
        string purpose,
        TimeSpan timeout,
        Action<LockHolder?>? onWaiting = null,
        bool deleteOnRelease = false,
        CancellationToken cancellationToken = default)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        var delay = FirstDelayMilliseconds;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryAcquire(path, purpose, deleteOnRelease) is { } acquired)
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

    public void Dispose()
    {
        using (_stream)
        {
            if (_deleteOnRelease && !OperatingSystem.IsWindows() && !_stream.SafeFileHandle.IsClosed)
            {
                // While the lock is held, so that the name is never somebody else's. Windows deletes by the handle.
                TryDelete(_stream.Name);
            }
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

    private static bool IsHeld(IOException exception)
    {
        const int wouldBlockLinux = 11;
        const int wouldBlockMac = 35;
        const int sharingViolation = unchecked((int)0x80070020);
        return exception.HResult == (OperatingSystem.IsWindows() ? sharingViolation : OperatingSystem.IsLinux() ? wouldBlockLinux : wouldBlockMac);
    }

    private static bool StillNames(string path, FileStream stream) =>
        OperatingSystem.IsWindows() || UnixFileStatus.Of(path) == UnixFileStatus.Of(stream.SafeFileHandle);

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
