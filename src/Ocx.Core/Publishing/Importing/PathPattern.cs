using System.IO.Enumeration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Publishing.Importing;

/// <summary>A path with '/', in which '*' stands for any text, slashes included, and '?' for one character.</summary>
/// <param name="Location">In the recipe; layers that share a pattern of <c>[source]</c> have it from one place.</param>
public sealed record PathPattern(string Text, SourceLocation Location)
{
    public bool Matches(string path) => FileSystemName.MatchesSimpleExpression(Text.Replace(@"\", @"\\", StringComparison.Ordinal), path, ignoreCase: false);
}
