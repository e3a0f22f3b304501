using System.Security.Cryptography;
using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>The projects whose locks keep packages alive: one symlink to each project directory.</summary>
public sealed class ProjectLedger(string directory, string home)
{
    public string Directory { get; } = directory;

    /// <summary>The paths of its links.</summary>
    public IReadOnlyList<string> Entries() => !Path.Exists(Directory)
        ? []
        : [.. System.IO.Directory.EnumerateFileSystemEntries(Directory)
            .Where(path => !Path.GetFileName(path).StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>Notes a project, unless it is known; best effort, because a project works without it.</summary>
    /// <param name="projectDirectory">The one that holds its <c>ocx.lock</c>.</param>
    /// <returns>What went wrong, for a warning; null when all is well.</returns>
    public string? Register(string projectDirectory)
    {
        try
        {
            var canonical = CanonicalPath.Of(projectDirectory);
            if (canonical == CanonicalPath.Of(home))
            {
                return null;
            }

            var link = Path.Combine(Directory, Name(canonical));
            if (SymbolicLink.Target(link) != canonical)
            {
                System.IO.Directory.CreateDirectory(Directory);
                SymbolicLink.Replace(link, canonical, toDirectory: true);
            }

            return null;
        }
        catch (Exception exception) when (exception is OcxException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    internal static string Name(string canonicalDirectory) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalDirectory)))[..16];
}
