using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Store;

namespace Ocx.Core.Publishing.Testing;

/// <summary>
/// Where a package is tried: a directory of its own below <c>temp/test/</c>, locked so that garbage collection leaves it alone for as long as
/// somebody tries it, or one that the user names.
/// </summary>
internal sealed class TestDirectory : IDisposable
{
    private readonly FileLock? _held;
    private readonly bool _wasThere;

    private TestDirectory(string path, FileLock? held)
    {
        Path = path;
        _held = held;
        _wasThere = Directory.Exists(path);
    }

    /// <summary>Absolute; does not exist yet, or is empty.</summary>
    public string Path { get; }

    public bool IsKept { get; set; }

    /// <summary>The open file that keeps the directory alive; null for one that garbage collection does not know.</summary>
    public SafeFileHandle? Handle => _held?.Handle;

    /// <exception cref="OcxException">OCX3001, OCX3002.</exception>
    public static TestDirectory Temporary(OcxStore store)
    {
        FileFailure.Guard(store.TestsDirectory, "create", () => Directory.CreateDirectory(store.TestsDirectory));
        var path = System.IO.Path.Combine(store.TestsDirectory, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var held = FileLock.TryAcquire(path + ".lock", "trying a package", deleteOnRelease: true);
        return new(path, held ?? throw new OcxException(StoreErrors.LockTimeout, $"'{path}' is in use already.", nextStep: "Run again."));
    }

    /// <param name="path">Absolute.</param>
    /// <exception cref="OcxException">OCX1022: it holds something, lies in the store, or on another file system than that.</exception>
    public static TestDirectory Named(OcxStore store, string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(path);
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw Invalid($"{path} is not an empty directory.", "Name one that is empty, or does not exist.");
        }

        var (home, place) = (CanonicalPath.Of(store.Home), CanonicalPath.Of(path));
        if (PathComparison.IsWithin(home, place, PathComparison.OfSystem))
        {
            throw Invalid($"{path} lies in the store, where `ocx clean` deletes what it does not know.", "Name a directory outside.");
        }

        // A package consists of hard links to its layers.
        return FileSystemOf(place) == FileSystemOf(System.IO.Path.Combine(home, "layers"))
            ? new(path, null)
            : throw Invalid($"{path} is on another file system than the store {store.Home}.", "Name a directory on that one, or move the store with OCX_HOME.");
    }

    public void Dispose()
    {
        try
        {
            if (!IsKept)
            {
                DirectoryRemoval.Delete(Path);
                if (_wasThere)
                {
                    Directory.CreateDirectory(Path);
                }
            }
        }
        finally
        {
            _held?.Dispose();
        }
    }

    /// <summary>Of a path, or of what will hold it.</summary>
    private static string? FileSystemOf(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return System.IO.Path.GetPathRoot(path)?.ToUpperInvariant();
        }

        while (!Directory.Exists(path) && System.IO.Path.GetDirectoryName(path) is { } parent)
        {
            path = parent;
        }

        return UnixFileStatus.Of(path)?.Device.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static OcxException Invalid(string message, string nextStep) => new(ProjectErrors.UsageInvalid, message, nextStep: nextStep);
}
