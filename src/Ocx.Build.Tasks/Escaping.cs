using System.Text.RegularExpressions;

namespace Ocx.Build.Tasks;

/// <summary>Makes a text mean itself where MSBuild would expand, split or glob it.</summary>
internal static partial class Escaping
{
    public static string Escape(string text) => Special().Replace(text, match => $"%{(int)match.ValueSpan[0]:x2}");

    [GeneratedRegex("[%*?@$();']")]
    private static partial Regex Special();
}
