namespace Ocx.Core.Files;

/// <summary>Looks for names as they are spelled, also where the system takes other spellings for them: what is found on one system is then found on all.</summary>
internal static class ExactName
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Whether a path with '/' below a directory is one, links followed.</summary>
    /// <inheritdoc cref="DirectoryNames" path="/exception"/>
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
    /// <exception cref="Diagnostics.OcxException">OCX3001, OCX3002.</exception>
    public static IReadOnlyList<string> DirectoryNames(string directory) => FileFailure.Guard(directory, "list", () => new DirectoryInfo(directory)
        .EnumerateDirectories("*", Everything)
        .Select(child => child.Name)
        .Order(StringComparer.Ordinal)
        .ToList());
}
