using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Toml;

namespace Ocx.Core.Configuration;

/// <summary>One <c>config.toml</c>. Keys it does not know are left to versions that do.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="DefaultRegistry">Null when the file does not say.</param>
/// <param name="Registries">Addresses by name.</param>
public sealed record ConfigurationFile(string Path, string? DefaultRegistry, IReadOnlyDictionary<string, Uri> Registries)
{
    /// <summary>Bytes.</summary>
    public const int MaximumSize = 64 * 1024;

    /// <exception cref="OcxException">OCX1015, OCX1018, OCX3001, OCX3002.</exception>
    public static ConfigurationFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumSize)
            {
                throw new OcxException(
                    ProjectErrors.FileTooLarge, $"The file has more than {MaximumSize} bytes.", new SourceLocation(path), ProjectErrors.FileTooLarge.Remedy);
            }

            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    private static ConfigurationFile Parse(byte[] content, string path)
    {
        TomlDocument document;
        try
        {
            document = TomlDocument.Parse(content);
        }
        catch (TomlSyntaxException exception)
        {
            throw new OcxException(
                ProjectErrors.ConfigSyntax, exception.Message, new SourceLocation(path, exception.Line, exception.Column), innerException: exception);
        }

        var registries = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var entry in Table(document.Root, "registries", path)?.Entries ?? [])
        {
            if (Expect<TomlTable>(entry, path).TryGet("url", out var url))
            {
                registries[entry.Key] = RegistryUrl(Expect<TomlString>(url, path), path);
            }
        }

        string? defaultRegistry = null;
        if (Table(document.Root, "registry", path) is { } registry && registry.TryGet("default", out var given))
        {
            defaultRegistry = Expect<TomlString>(given, path).Value;
        }

        return new(path, defaultRegistry, registries);
    }

    /// <summary>
    /// An address, a host alone (https is meant), or a directory: <c>file:</c> and anything that begins like a path is taken from the
    /// file's own directory, so that a checkout can carry its registry.
    /// </summary>
    private static Uri RegistryUrl(TomlString value, string file)
    {
        var text = value.Value;
        if (text.StartsWith("file:", StringComparison.Ordinal) && !text.StartsWith("file://", StringComparison.Ordinal))
        {
            text = text["file:".Length..];
            return DirectoryUrl(text, file);
        }

        if (text.StartsWith('.') || System.IO.Path.IsPathRooted(text))
        {
            return DirectoryUrl(text, file);
        }

        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "file"
            ? uri
            : throw Invalid(value, $"'{text}' is not the address of a registry (https://…, http://…, file:///… or a path)", file);
    }

    private static Uri DirectoryUrl(string path, string file) =>
        new UriBuilder("file", "") { Path = System.IO.Path.GetFullPath(path, System.IO.Path.GetDirectoryName(file)!) }.Uri;

    private static TomlTable? Table(TomlTable root, string key, string path) => root.TryGet(key, out var entry) ? Expect<TomlTable>(entry, path) : null;

    private static T Expect<T>(TomlEntry entry, string path)
        where T : TomlValue =>
        entry.Value as T ?? throw Invalid(entry.Value, $"'{entry.Key}' is {entry.Value.Description}, which is not what belongs there", path);

    private static OcxException Invalid(TomlValue value, string reason, string path) => new(
        ProjectErrors.ConfigSyntax, $"The configuration is not valid: {reason}.", new SourceLocation(path, value.Position.Line, value.Position.Column));
}
