namespace Ocx.Core.Files;

/// <summary>Looks for names as they are spelled, also where the system takes other spellings for them: what is found on one system is then found on all.</summary>
internal static class ExactName
{
    /// <summary>Whether a path with '/' below a directory is one, links followed.</summary>
    public static bool IsDirectory(string directory, string path)
    {
        foreach (var name in path.Split('/').Where(name => name is not ("" or ".")))
        {
            if (!Directory.Exists(directory) || !DirectoryNames(directory).Contains(name, StringComparer.Ordinal))
            {
                return false;
            }

            directory = Path.Combine(directory, name);
        }

        return Directory.Exists(directory);
    }

    /// <summary>Of a directory that exists; links to directories included.</summary>
    public static IEnumerable<string> DirectoryNames(string directory) => new DirectoryInfo(directory)
        .EnumerateDirectories("*", new EnumerationOptions { AttributesToSkip = 0 })
        .Select(child => child.Name)
        .Order(StringComparer.Ordinal);
}
