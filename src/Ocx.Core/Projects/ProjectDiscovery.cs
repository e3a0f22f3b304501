namespace Ocx.Core.Projects;

/// <summary>Finds the project file that a directory belongs to (contract: cli, 9.1, step 5).</summary>
public static class ProjectDiscovery
{
    /// <summary>Walks upward to the first regular file <c>ocx.toml</c>, at most to a directory with a <c>.git</c> entry or to the ceiling.</summary>
    /// <param name="startDirectory">An absolute path.</param>
    /// <param name="ceiling">The last directory to look into; null for none.</param>
    /// <param name="linkSkipped">Called with the path of each symbolic link that has the name and is passed over.</param>
    /// <returns>An absolute path, or null.</returns>
    public static string? Find(string startDirectory, string? ceiling = null, Action<string>? linkSkipped = null)
    {
        var last = ceiling is null ? null : Normalize(ceiling);
        for (var directory = Normalize(startDirectory); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            var file = new FileInfo(Path.Combine(directory, ProjectFile.FileName));
            if (file.LinkTarget is not null)
            {
                linkSkipped?.Invoke(file.FullName);
            }
            else if (file.Exists)
            {
                return file.FullName;
            }

            if (string.Equals(directory, last, PathComparison) || HasEntry(Path.Combine(directory, ".git")))
            {
                return null;
            }
        }

        return null;
    }

    private static StringComparison PathComparison => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static string Normalize(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>An entry that cannot be examined counts: the walk must not leave a repository because of a hiccup.</summary>
    private static bool HasEntry(string path)
    {
        try
        {
            File.GetAttributes(path);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
