using Ocx.Core.Files;

namespace Ocx.Core.Verification;

/// <summary>Everything below a directory, by its path from there with '/'. No link is followed.</summary>
internal static class TreeScan
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <param name="unreadable">Told of directories that cannot be read: the path from the root, empty for that itself, and why.</param>
    public static Dictionary<string, TreeEntry> Of(string root, Action<string, string> unreadable)
    {
        var entries = new Dictionary<string, TreeEntry>(StringComparer.Ordinal);
        var open = new Stack<string>([""]);
        while (open.TryPop(out var directory))
        {
            try
            {
                foreach (var path in Directory.EnumerateFileSystemEntries(Path.Combine(root, directory), "*", Everything))
                {
                    var relative = directory.Length == 0 ? Path.GetFileName(path) : $"{directory}/{Path.GetFileName(path)}";
                    if (TreeEntry.Of(path) is { } entry && entries.TryAdd(relative, entry) && entry.Kind == FileKind.Directory)
                    {
                        open.Push(relative);
                    }
                }
            }
            catch (Exception exception) when (FileFailure.Is(exception))
            {
                unreadable(directory, exception.Message);
            }
        }

        return entries;
    }
}
