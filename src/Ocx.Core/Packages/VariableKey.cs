namespace Ocx.Core.Packages;

/// <summary>The rules for names and separators that hold for packages, projects and the command line alike.</summary>
public static class VariableKey
{
    public static bool IsValid(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    public static bool IsSeparator(string separator) => separator.Length > 0 && separator.AsSpan().IndexOfAny('=', '\n', '\r') < 0;
}
