using System.IO.Enumeration;

namespace Ocx.Core.Publishing.Importing;

/// <summary>A path with '/', in which '*' stands for any text, slashes included, and '?' for one character.</summary>
internal static class PathPattern
{
    public static bool Matches(IReadOnlyList<string> patterns, string path) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal), path, ignoreCase: false));
}
