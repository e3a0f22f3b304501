using System.Runtime.InteropServices;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Files;

/// <summary>
/// The store's own links: absolute, replaced in one step, read by their text. On Windows, where symbolic links want a privilege, a junction
/// takes the place of one that may not be made. A junction leads to directories only, but its text may name anything: one in the place of
/// a link to a file cannot be opened through, and still says what it refers to, which is all that garbage collection asks.
/// </summary>
public static class SymbolicLink
{
    private const int PrivilegeNotHeld = unchecked((int)0x80070522);

    private static int _sequence;

    /// <summary>What the link says; null when there is no link at this path.</summary>
    public static string? Target(string path) => new FileInfo(path).LinkTarget;

    /// <summary>
    /// Points the link at the target, whatever it pointed at before; readers see the old or the new one, never none (on Windows: none for a
    /// moment). A directory is not replaced.
    /// </summary>
    /// <param name="target">Absolute; need not exist.</param>
    /// <param name="toDirectory">What the target is, or will be.</param>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static void Replace(string path, string target, bool toDirectory)
    {
        var temporary = Path.Combine(
            Path.GetDirectoryName(path)!,
            $"{AtomicFile.TemporaryPrefix}{Environment.ProcessId}-{Interlocked.Increment(ref _sequence)}-{Random.Shared.NextInt64():x}");
        try
        {
            Create(temporary, target, toDirectory);
            Rename(temporary, path);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            Discard(temporary);
            throw FileFailure.From(exception, path, "link");
        }
    }

    /// <summary>Removes the link and nothing else; false when there is none.</summary>
    /// <exception cref="OcxException"><see cref="StoreErrors.PermissionDenied"/>, <see cref="StoreErrors.InputOutput"/>.</exception>
    public static bool Delete(string path)
    {
        try
        {
            if (Target(path) is null)
            {
                return false;
            }

            WindowsRetry.Run(() => Remove(path));
            return true;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "delete the link");
        }
    }

    private static void Create(string path, string target, bool toDirectory)
    {
        try
        {
            if (toDirectory)
            {
                Directory.CreateSymbolicLink(path, target);
            }
            else
            {
                File.CreateSymbolicLink(path, target);
            }
        }
        catch (IOException exception) when (OperatingSystem.IsWindows() && exception.HResult == PrivilegeNotHeld)
        {
            Junction.Create(path, target);
        }
    }

    private static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsRetry.Run(() => RenameOnWindows(from, to));
        }
        else if (LibC.Rename(from, to) != 0)
        {
            throw FileFailure.SystemException(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Windows renames over a link to a file, but not over one that is a directory.</summary>
    private static void RenameOnWindows(string from, string to)
    {
        var isDirectory = Directory.Exists(from);
        if ((isDirectory || Directory.Exists(to)) && Target(to) is not null)
        {
            Remove(to);
        }

        if (isDirectory)
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to, overwrite: true);
        }
    }

    private static void Remove(string link)
    {
        // On Windows a link to a directory is a directory; this removes the link only.
        if (OperatingSystem.IsWindows() && Directory.Exists(link))
        {
            Directory.Delete(link);
        }
        else
        {
            File.Delete(link);
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            Remove(temporary);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            // The first failure is the one to report; names with this prefix are swept up later.
        }
    }
}
