namespace Ocx.Core.Packages;

/// <summary>Names of entry points and dependencies: <c>[a-z0-9][a-z0-9_-]*</c>, at most 64 characters.</summary>
public static class Slug
{
    private const int MaximumLength = 64;

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaximumLength && IsPlain(text[0]) && text.All(c => IsPlain(c) || c is '_' or '-');

    /// <summary>A valid slug that resembles the text.</summary>
    public static string From(string text, string fallback)
    {
        var slug = string.Concat(text.ToLowerInvariant().Select(c => IsPlain(c) || c is '_' or '-' ? c : '-')).TrimStart('_', '-');
        return slug.Length == 0 ? fallback : slug[..Math.Min(slug.Length, MaximumLength)];
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
