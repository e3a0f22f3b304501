using Ocx.Core.Oci;
using Ocx.Core.Toml;

namespace Ocx.Core.Publishing.Importing;

/// <summary>From the keys of a recipe to the model.</summary>
/// <param name="directory">Absolute; relative paths are taken from it.</param>
internal sealed class RecipeReader(TomlFile file, string directory, string defaultRegistry)
{
    private const string LayerKey = "layer";

    public ImportRecipe Read(TomlTable root)
    {
        file.RequireKnownKeys(root, "a recipe", "package", "version", "metadata", "cascade", "source", LayerKey, "platform");
        var version = file.Required(root, "The recipe", "version");
        var cascades = !root.TryGet("cascade", out var cascade) || file.Boolean(cascade);
        var package = ReadPackage(file.Required(root, "The recipe", "package"), version, cascades);
        var layers = new RecipeLayerReader(file, directory, file.String(version), root.TryGet("source", out var source) ? file.Table(source) : null);
        var shared = ReadLayers(root, layers);
        var platforms = file.Table(file.Required(root, "The recipe", "platform")).Entries;
        if (platforms.Count == 0)
        {
            throw file.Error(root.Position, "The recipe names no platform; each is a table [platform.\"linux/amd64\"].");
        }

        var read = new List<RecipePlatform>();
        foreach (var entry in platforms)
        {
            var platform = ReadPlatform(entry, root, shared, layers);
            read.Add(read.All(other => !other.Platform.Equals(platform.Platform)) ? platform : throw file.Error(
                entry.KeyPosition, $"'{entry.Key}' is {platform.Platform} once more: the second would take the place of the first."));
        }

        return new(package, cascades, read);
    }

    private Identifier ReadPackage(TomlEntry package, TomlEntry version, bool cascades)
    {
        if (!Identifier.TryParse(file.String(package), defaultRegistry, out var identifier, out var problem) || identifier is not { Tag: null, Digest: null })
        {
            throw file.Error(package.Value.Position, $"'package' must be registry/repository: {problem ?? "the tag is the version, which has a key of its own"}.");
        }

        var tag = file.String(version).Replace('+', '_');
        if (!Identifier.IsTag(tag) || ReservedTag.Is(tag))
        {
            throw file.Error(version.Value.Position, $"'{tag}' is not a version that can be a tag.");
        }

        return !cascades || PackageVersion.TryParse(tag, out _)
            ? identifier with { Tag = tag }
            : throw file.Error(version.Value.Position, $"There are no rolling tags above '{tag}': it is not X, X.Y or X.Y.Z, with -PRERELEASE and _BUILD of letters and digits. Say `cascade = false`.");
    }

    private RecipePlatform ReadPlatform(TomlEntry entry, TomlTable root, IReadOnlyList<RecipeLayer> shared, RecipeLayerReader layers)
    {
        if (!Platform.TryParse(entry.Key, out var platform, out var problem))
        {
            throw file.Error(entry.KeyPosition, $"'{entry.Key}' is not a platform: {problem}.");
        }

        var table = file.Table(entry);
        var metadata = table.TryGet("metadata", out var own) ? own : file.Required(root, $"Neither the recipe nor {platform}", "metadata");
        IReadOnlyList<RecipeLayer> ownLayers;
        if (table.TryGet(LayerKey, out _))
        {
            file.RequireKnownKeys(table, "a platform with several layers", "metadata", LayerKey);
            ownLayers = ReadLayers(table, layers);
        }
        else
        {
            ownLayers = [layers.Read(table, "a platform", "metadata", LayerKey)];
        }

        return new(platform, Path.GetFullPath(file.String(metadata), directory), [.. shared, .. ownLayers]);
    }

    private IReadOnlyList<RecipeLayer> ReadLayers(TomlTable table, RecipeLayerReader layers)
    {
        if (!table.TryGet(LayerKey, out var entry))
        {
            return [];
        }

        return entry.Value is TomlArray { Items.Count: > 0 } array && array.Items.All(item => item is TomlTable)
            ? [.. array.Items.Cast<TomlTable>().Select(item => layers.Read(item, "a layer"))]
            : throw file.Error(entry.KeyPosition, "Layers are written as [[layer]] or [[platform.\"…\".layer]].");
    }
}
