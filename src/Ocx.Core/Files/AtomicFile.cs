using System.Security.Cryptography;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>Files that appear complete or not at all, also when the process or, where they are durable, the machine dies in between.</summary>
public static class AtomicFile
{
    /// <summary>What every unfinished file's name starts with; readers of a directory skip such names.</summary>
    public const string TemporaryPrefix = ".tmp-";

    /// <summary>Creates or replaces <paramref name="path"/>. Its directory must exist.</summary>
    /// <param name="mode">Exact permissions on Unix, whatever the umask; the system's default when null.</param>
    /// <param name="durable">
    /// Whether the disk is waited for. If not, the file may be there with any content after a power failure: for what is checked by whoever reads it,
    /// or flushed later with its directory.
    /// </param>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null, bool durable = true)
    {
        var temporary = TemporaryPath(path);
        try
        {
            using (var stream = Create(temporary, mode))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: durable);
            }

            MoveIntoPlace(temporary, path, durable);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            Discard(temporary);
            throw FileFailure.From(e, path, "write");
        }
    }

    /// <inheritdoc cref="Write"/>
    public static async Task WriteAsync(
        string path, ReadOnlyMemory<byte> bytes, UnixFileMode? mode = null, CancellationToken cancellationToken = default)
    {
        var temporary = TemporaryPath(path);
        try
        {
            await using (var stream = Create(temporary, mode))
            {
                await stream.WriteAsync(bytes, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            MoveIntoPlace(temporary, path, durable: true);
        }
        catch (Exception e) when (FileFailure.Is(e) || e is OperationCanceledException)
        {
            Discard(temporary);
            throw FileFailure.Is(e) ? FileFailure.From(e, path, "write") : e;
        }
    }

    private static string TemporaryPath(string path) =>
        Path.Combine(DirectoryOf(path), TemporaryPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));

    private static string DirectoryOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static FileStream Create(string temporary, UnixFileMode? mode)
    {
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (mode is { } exact && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stream.SafeFileHandle, exact);
        }

        return stream;
    }

    private static void MoveIntoPlace(string temporary, string path, bool durable)
    {
        WindowsRetry.Run(() => File.Move(temporary, path, overwrite: true));
        if (durable)
        {
            DirectoryFlush.Flush(DirectoryOf(path));
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            // The first failure is the one to report; names with this prefix are swept up later.
        }
    }
}
