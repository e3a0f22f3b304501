namespace Ocx.Core.Store;

/// <summary>A registry's name as a directory: what is not a letter, digit, '.', '_' or '-' becomes '_'.</summary>
public static class RegistrySlug
{
    public static string Of(string registry) =>
        string.Concat(registry.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
}
