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
    /// <exception cref="OcxException">OCX1015, OCX1018, OCX3001, OCX3002.</exception>
    public static ConfigurationFile Read(string path)
    {
        try
        {
            return Parse(SharedFile.ReadAllBytes(path, TomlFile.MaximumSize), path);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, path, "read");
        }
    }

    private static ConfigurationFile Parse(byte[] content, string path)
    {
        var file = new TomlFile(path, ProjectErrors.ConfigSyntax, ProjectErrors.ConfigSyntax);
        var root = file.Parse(content).Root;
        var registries = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var entry in root.TryGet("registries", out var all) ? file.Table(all).Entries : [])
        {
            if (file.Table(entry).TryGet("url", out var url))
            {
                registries[entry.Key] = RegistryUrl(file, url, path);
            }
        }

        var defaultRegistry = root.TryGet("registry", out var registry) && file.Table(registry).TryGet("default", out var given)
            ? file.String(given)
            : null;
        return new(path, defaultRegistry, registries);
    }

    /// <summary>
    /// An address, a host alone (https is meant), or a directory: <c>file:</c> and anything that begins like a path is taken from the
    /// file's own directory, so that a checkout can carry its registry.
    /// </summary>
    private static Uri RegistryUrl(TomlFile file, TomlEntry entry, string path)
    {
        var text = file.String(entry);
        if (text.StartsWith("file:", StringComparison.Ordinal) && !text.StartsWith("file://", StringComparison.Ordinal))
        {
            return DirectoryUrl(text["file:".Length..], path);
        }

        if (text.StartsWith('.') || System.IO.Path.IsPathRooted(text))
        {
            return DirectoryUrl(text, path);
        }

        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "file"
            ? uri
            : throw file.Error(entry.Value.Position, $"'{text}' is not the address of a registry: https://…, http://…, file:///… or a path.");
    }

    private static Uri DirectoryUrl(string path, string file) =>
        new UriBuilder("file", "") { Path = System.IO.Path.GetFullPath(path, System.IO.Path.GetDirectoryName(file)!).Replace("%", "%25", StringComparison.Ordinal) }.Uri;
}
