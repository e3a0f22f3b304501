using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Toml;

namespace Ocx.Core.Publishing.Importing;

/// <summary>From the keys of a layer, and those of <c>[source]</c> that it does not have itself, to the model.</summary>
/// <param name="version">Stands for <c>{version}</c> in paths and addresses.</param>
/// <param name="source">Holds for every layer; null for none.</param>
internal sealed class RecipeLayerReader(TomlFile file, string directory, string version, TomlTable? source)
{
    private const string Placeholder = "{version}";

    private static readonly string[] Keys = ["archive", "url", "sha256", "strip", "root", "prefix", "files", "executable"];

    /// <param name="where">For messages.</param>
    /// <param name="others">Keys of the table that are not the layer's.</param>
    public RecipeLayer Read(TomlTable table, string where, params ReadOnlySpan<string> others)
    {
        file.RequireKnownKeys(table, where, [.. Keys, .. others]);
        if (source is not null)
        {
            file.RequireKnownKeys(source, "the source", Keys);
        }

        // An archive of its own has a digest of its own.
        var (archive, url, digestTable) = table.TryGet("archive", out _) || table.TryGet("url", out _)
            ? (Entry(table, "archive"), Entry(table, "url"), table)
            : (Find(table, "archive"), Find(table, "url"), table.TryGet("sha256", out _) ? table : source);
        var sha256 = digestTable is null ? null : Entry(digestTable, "sha256");
        if (archive is null == url is null)
        {
            throw file.Error(table.Position, $"{char.ToUpperInvariant(where[0])}{where[1..]} has either an archive or a url.");
        }

        if (url is not null && sha256 is null)
        {
            throw file.Error(url.KeyPosition, "A url needs the sha256 of what is there.");
        }

        return new(
            archive is null ? null : Path.GetFullPath(Text(archive), directory),
            url is null ? null : Address(url),
            sha256 is null ? null : ReadDigest(sha256),
            Find(table, "strip") is { } strip ? Strip(strip) : 0,
            Find(table, "root") is { } root ? Inside(root) : null,
            Find(table, "prefix") is { } prefix ? Inside(prefix) : null,
            Find(table, "files") is { } files ? Patterns(files) : null,
            Find(table, "executable") is { } executable ? Patterns(executable) : null,
            file.At(table.Position));
    }

    private TomlEntry? Find(TomlTable table, string key) => Entry(table, key) ?? (source is null ? null : Entry(source, key));

    private static TomlEntry? Entry(TomlTable table, string key) => table.TryGet(key, out var entry) ? entry : null;

    private string Text(TomlEntry entry) => file.String(entry).Replace(Placeholder, version, StringComparison.Ordinal);

    private Uri Address(TomlEntry url) =>
        Uri.TryCreate(Text(url), UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", UserInfo: "", Fragment: "" }
            ? address
            : throw file.Error(url.Value.Position, "The url must begin with https:// and have neither user nor fragment.");

    private Digest ReadDigest(TomlEntry sha256) =>
        Digest.TryParse("sha256:" + file.String(sha256).ToLowerInvariant(), out var digest)
            ? digest
            : throw file.Error(sha256.Value.Position, "'sha256' must be 64 hex digits.");

    private int Strip(TomlEntry strip) => file.Integer(strip) is >= 0 and <= byte.MaxValue and var number
        ? (int)number
        : throw file.Error(strip.Value.Position, "'strip' must be a number from 0 to 255.");

    private string Inside(TomlEntry path) => RelativePath.Normalize(Text(path))
        ?? throw file.Error(path.Value.Position, $"'{path.Key}' must be a relative path with '/' that stays inside.");

    private IReadOnlyList<PathPattern> Patterns(TomlEntry patterns) => patterns.Value is TomlArray array && array.Items.All(item => item is TomlString)
        ? [.. array.Items.Cast<TomlString>().Select(item => new PathPattern(item.Value, file.At(item.Position)))]
        : throw file.Error(patterns.Value.Position, $"'{patterns.Key}' must be an array of strings.");
}
