using System.Text;

namespace Ocx.Core.Archives;

/// <summary>Paths and link targets as archives spell them: '/' between components, relative to the layer's root.</summary>
internal static class EntryPath
{
    /// <summary>
    /// Far more than any package needs. Whoever walks through a tree later may hold a directory open for every level, and must be able
    /// to delete the tree in any case.
    /// </summary>
    public const int MaximumDepth = 128;

    private const int MaximumBytes = 4096;

    /// <summary>The components, without those that say nothing ("." and empty ones); none for the root itself.</summary>
    /// <exception cref="EntryRefusedException">The path is absolute, climbs, or has a name that is against the rules.</exception>
    public static List<string> Split(string path, NameRules rules) => Split(path, path, "its name", rules);

    /// <summary>The same for the path that the entry <paramref name="path"/> is a hard link to.</summary>
    /// <inheritdoc cref="Split(string, NameRules)" path="/exception"/>
    public static List<string> SplitTarget(string path, string target, NameRules rules) => Split(path, target, Named(target), rules);

    /// <summary>Takes leading components off as tar does, "." counted; null if there are no more. What is taken off is checked as strictly as the rest.</summary>
    /// <exception cref="EntryRefusedException">The path is absolute or climbs, also where it would not any more.</exception>
    public static string? Strip(string path, int components)
    {
        Split(path, NameRules.Linux);
        var rest = path.AsSpan();
        for (var left = components; left > 0; left--)
        {
            var slash = rest.IndexOf('/');
            if (slash < 0)
            {
                return null;
            }

            rest = rest[slash..].TrimStart('/');
        }

        return rest.IsEmpty ? null : rest.ToString();
    }

    /// <summary>Checks what can be said of a symbolic link's target from its text alone.</summary>
    /// <exception cref="EntryRefusedException"/>
    public static void CheckTarget(string path, string target, NameRules rules)
    {
        var what = Named(target);
        CheckForm(path, target, what, rules);
        foreach (var range in target.AsSpan().Split('/'))
        {
            var component = target.AsSpan(range);
            if (component is not "..")
            {
                CheckComponent(path, component, what, rules);
            }
        }
    }

    private static string Named(string target) => $"its target {EntryText.Quote(target)}";

    private static List<string> Split(string path, string text, string what, NameRules rules)
    {
        CheckForm(path, text, what, rules);
        var components = new List<string>();
        foreach (var range in text.AsSpan().Split('/'))
        {
            var component = text.AsSpan(range);
            CheckComponent(path, component, what, rules);
            if (component is not ("" or "."))
            {
                components.Add(component.ToString());
            }
        }

        return components.Count <= MaximumDepth ? components : throw new EntryRefusedException(path, $"{what} has more than {MaximumDepth} parts");
    }

    private static void CheckComponent(string path, ReadOnlySpan<char> component, string what, NameRules rules)
    {
        if (component is "..")
        {
            throw new EntryRefusedException(path, $"{what} holds '..'", escapes: true);
        }

        if (component is "" or ".")
        {
            return;
        }

        if (EntryName.Objection(component) is { } objection)
        {
            throw new EntryRefusedException(path, $"{what} {objection}");
        }

        if (rules.AreForWindows && EntryName.WindowsObjection(component) is { } windowsObjection)
        {
            throw new EntryRefusedException(path, $"{what} {windowsObjection}", isPortability: true);
        }
    }

    private static void CheckForm(string path, string text, string what, NameRules rules)
    {
        if (text.Length == 0)
        {
            throw new EntryRefusedException(path, $"{what} is empty");
        }

        if (text[0] == '/')
        {
            throw new EntryRefusedException(path, $"{what} is absolute", escapes: true);
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            throw new EntryRefusedException(path, $"{what} holds '\\', which separates directories on Windows", escapes: true);
        }

        if (rules.AreForWindows && text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]))
        {
            throw new EntryRefusedException(path, $"{what} begins with a drive", escapes: true, isPortability: true);
        }

        if (text.Length > MaximumBytes || Encoding.UTF8.GetByteCount(text) > MaximumBytes)
        {
            throw new EntryRefusedException(path, $"{what} is longer than 4,096 bytes");
        }
    }
}
