namespace Ocx.Core.Files;

/// <summary>Paths compared as systems do unless they are told otherwise: Windows and macOS take letters of either case for one.</summary>
internal static class PathComparison
{
    public static StringComparison OfSystem => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether a path is a directory or lies below it. Both are absolute.</summary>
    public static bool IsWithin(string directory, string path, StringComparison comparison) =>
        WithEnd(Path.GetFullPath(path)).StartsWith(WithEnd(Path.GetFullPath(directory)), comparison);

    /// <summary>A name that begins as the directory's does is not below it.</summary>
    private static string WithEnd(string path) => Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;
}
