using System.Runtime.InteropServices;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>Makes what was written or renamed survive a power failure. Windows journals names itself.</summary>
internal static class DirectoryFlush
{
    /// <summary>
    /// Waits until all that a directory holds, at any depth, is on the disk: on Linux by one flush of the whole file system, elsewhere file by file.
    /// </summary>
    /// <remarks>
    /// One flush costs one commit of the journal: on ext4 half of what five fsync cost, and thousands of files cost no more than one. The price is that
    /// it also waits for what other programs have written and the system has not; a few fsync, for packages, which are small, wait for that as well where the
    /// journal keeps data and names in order. It is also the only call that makes hard links safe on every file system: fsync of a file is
    /// about its content, not about its names.
    /// </remarks>
    /// <param name="except">A name in the directory, all below which is safe already; it is left out where there is no flush of the whole.</param>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static void FlushTree(string directory, string? except = null) => FileFailure.Guard(directory, "flush to the disk", () =>
    {
        if (OperatingSystem.IsLinux())
        {
            using var handle = LibC.OpenForReading(directory);
            if (handle.IsInvalid || LibC.SyncFileSystem(handle) != 0)
            {
                throw FileFailure.SystemException(Marshal.GetLastPInvokeError());
            }

            return;
        }

        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().Where(entry => entry.Name != except && entry.LinkTarget is null))
        {
            if (entry is DirectoryInfo)
            {
                FlushTree(entry.FullName);
            }
            else
            {
                FlushFile(entry.FullName);
            }
        }

        Flush(directory);
    });

    private static void FlushFile(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
            return;
        }

        // To the drive; the flush of its directory, which .NET has the drive itself complete, brings it from there to the medium.
        using var handle = LibC.OpenForReading(path);
        if (handle.IsInvalid || LibC.Sync(handle) != 0)
        {
            throw FileFailure.SystemException(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>The names in this one directory.</summary>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = LibC.OpenForReading(directory);
        if (handle.IsInvalid)
        {
            return;
        }

        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException)
        {
            // Some network and overlay file systems cannot flush a directory; the data itself is flushed already.
        }
    }
}
