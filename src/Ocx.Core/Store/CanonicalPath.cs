namespace Ocx.Core.Store;

/// <summary>A directory's path with every symlink on the way resolved.</summary>
internal static class CanonicalPath
{
    public static string Of(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var resolved = Path.Combine(Of(parent), Path.GetFileName(path));
        return Path.Exists(resolved) && new DirectoryInfo(resolved).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : resolved;
    }
}
