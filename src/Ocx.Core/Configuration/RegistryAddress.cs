namespace Ocx.Core.Configuration;

/// <summary>The address of a registry or mirror as users write it: a URL, a host alone (https is meant), or a directory.</summary>
internal static class RegistryAddress
{
    /// <summary>To end a sentence with. What was written is not shown, for a password in it may be what is wrong.</summary>
    public const string Forms = "https://host[/prefix], http://host[/prefix], file:///directory or a path, without user, query and fragment";

    /// <summary>
    /// <c>file:</c> and anything that begins like a path is a directory. One trailing slash of a URL is dropped.
    /// </summary>
    /// <param name="directory">What paths are taken from, so that a checkout can carry its registry; null: paths must be absolute.</param>
    /// <returns>Null when the text is no such address.</returns>
    public static Uri? TryParse(string text, string? directory)
    {
        if (text.StartsWith("file:", StringComparison.Ordinal) && !text.StartsWith("file://", StringComparison.Ordinal))
        {
            return DirectoryUrl(text["file:".Length..], directory);
        }

        if (text.StartsWith('.') || Path.IsPathRooted(text))
        {
            return DirectoryUrl(text, directory);
        }

        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(address.EndsWith('/') && !address.StartsWith("file:", StringComparison.Ordinal) ? address[..^1] : address, UriKind.Absolute, out var uri)
            && uri is { Scheme: "https" or "http" or "file", UserInfo: "", Query: "", Fragment: "" }
            // A share of another machine has no path but on Windows; what would be read is a directory called after the machine.
            && (!uri.IsFile || uri.Host.Length == 0 || OperatingSystem.IsWindows())
            ? uri
            : null;
    }

    /// <summary>For messages and reports: without the slash that an address of a host alone ends with.</summary>
    public static string Show(Uri address) => address.IsFile ? address.AbsoluteUri : address.AbsoluteUri.TrimEnd('/');

    private static Uri? DirectoryUrl(string path, string? directory) =>
        directory is not null ? FileUrl(Path.GetFullPath(path, directory))
        : Path.IsPathFullyQualified(path) ? FileUrl(Path.GetFullPath(path))
        : null;

    private static Uri FileUrl(string path) => new UriBuilder("file", "") { Path = path.Replace("%", "%25", StringComparison.Ordinal) }.Uri;
}
