using System.Text;

namespace Ocx.Core.Archives;

/// <summary>Paths and link targets as archives spell them: '/' between components, relative to the layer's root.</summary>
internal static class EntryPath
{
    private const int MaximumBytes = 4096;

    /// <summary>The components, without those that say nothing ("." and empty ones); none for the root itself.</summary>
    /// <exception cref="EntryRefusedException">The path is absolute, climbs, or has a name that some system cannot hold.</exception>
    public static List<string> Split(string path) => Split(path, path, "its name");

    /// <summary>The same for the path that the entry <paramref name="path"/> is a hard link to.</summary>
    /// <inheritdoc cref="Split(string)" path="/exception"/>
    public static List<string> SplitTarget(string path, string target) => Split(path, target, Named(target));

    /// <summary>Checks what can be said of a symbolic link's target from its text alone.</summary>
    /// <exception cref="EntryRefusedException"/>
    public static void CheckTarget(string path, string target)
    {
        var what = Named(target);
        CheckForm(path, target, what);
        foreach (var range in target.AsSpan().Split('/'))
        {
            var component = target.AsSpan(range);
            if (component is not "..")
            {
                CheckComponent(path, component, what);
            }
        }
    }

    private static string Named(string target) => $"its target {EntryText.Quote(target)}";

    private static List<string> Split(string path, string text, string what)
    {
        CheckForm(path, text, what);
        var components = new List<string>();
        foreach (var range in text.AsSpan().Split('/'))
        {
            var component = text.AsSpan(range);
            CheckComponent(path, component, what);
            if (component is not ("" or "."))
            {
                components.Add(component.ToString());
            }
        }

        return components;
    }

    private static void CheckComponent(string path, ReadOnlySpan<char> component, string what)
    {
        if (component is "..")
        {
            throw new EntryRefusedException(path, $"{what} holds '..'", escapes: true);
        }

        if (component is not ("" or ".") && EntryName.Objection(component) is { } objection)
        {
            throw new EntryRefusedException(path, $"{what} {objection}");
        }
    }

    private static void CheckForm(string path, string text, string what)
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

        if (text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]))
        {
            throw new EntryRefusedException(path, $"{what} begins with a drive", escapes: true);
        }

        if (text.Length > MaximumBytes || Encoding.UTF8.GetByteCount(text) > MaximumBytes)
        {
            throw new EntryRefusedException(path, $"{what} is longer than 4,096 bytes");
        }
    }
}
